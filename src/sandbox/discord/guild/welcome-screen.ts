import { refusal } from "../rest/errors.ts";
import type { Form } from "../rest/form.ts";
import { requireGuildPermission } from "./guards.ts";
import type { WelcomeScreen } from "./model.ts";
import { PERMISSION } from "./permission-bits.ts";
import type { World } from "../world.ts";

/** The server's feature while the screen is shown; nothing else tells whether it is. */
const SHOWN = "WELCOME_SCREEN_ENABLED";

/** The screen; only servers with Community have one. */
export function welcomeScreen(world: World): WelcomeScreen {
  if (!world.guild.features.includes("COMMUNITY")) throw refusal("unknownWelcomeScreen");
  return world.welcomeScreen;
}

export function modifyWelcomeScreen(world: World, form: Form): WelcomeScreen {
  requireGuildPermission(world, PERMISSION.MANAGE_GUILD);
  const before = welcomeScreen(world);
  const enabled = form.boolean("enabled");
  const description = form.string("description", { max: 140 });
  const channels = form.forms("welcome_channels", { max: 5 })?.map((item) => ({
    channelId: item.snowflake("channel_id", { required: true }) ?? "",
    description: item.string("description", { min: 1, max: 50, required: true }) ?? "",
    emojiId: item.snowflake("emoji_id") ?? null,
    emojiName: item.string("emoji_name", { max: 100 }) ?? null,
  }));
  form.done();
  if ((channels ?? []).some(({ channelId }) => !world.channels.has(channelId))) {
    throw refusal("unknownChannel");
  }
  world.welcomeScreen = {
    description: description === undefined ? before.description : description,
    channels: channels ?? before.channels,
  };
  if (enabled !== undefined && enabled !== null) {
    const others = world.guild.features.filter((feature) => feature !== SHOWN);
    world.guild = { ...world.guild, features: enabled ? [...others, SHOWN] : others };
  }
  world.context.changed("discord");
  return world.welcomeScreen;
}
