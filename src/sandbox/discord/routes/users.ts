import { openDm } from "../channels/dms.ts";
import { refusal } from "../rest/errors.ts";
import { readForm } from "../rest/form.ts";
import { ok, type Route } from "../rest/rest.ts";
import { applicationToWire } from "../wire/application.ts";
import { channelToWire } from "../wire/channel.ts";
import { guildOfUserToWire } from "../wire/guild.ts";
import { memberToWire } from "../wire/member.ts";
import { selfToWire, signedInToWire, userToWire } from "../wire/user.ts";
import type { World } from "../world.ts";

/** The application, its bot, other users, and opening a DM with one. */
export function userRoutes(world: World): readonly Route[] {
  const findUser = (id: string) => {
    const user = world.users.get(id);
    if (user === undefined) throw refusal("unknownUser");
    return user;
  };
  return [
    { method: "GET", path: "/applications/@me", answer: () => ok(applicationToWire(world)) },
    {
      method: "GET",
      path: "/users/@me",
      userScope: "identify",
      answer: ({ userId }) =>
        ok(userId === null ? selfToWire(findUser(world.identity.botId)) : signedInToWire(findUser(userId))),
    },
    {
      method: "GET",
      path: "/users/@me/guilds/:guild_id/member",
      userScope: "guilds.members.read",
      usersOnly: true,
      answer(call) {
        const member = world.members.get(call.userId ?? "");
        // Of a server somebody is not on, Discord does not say more.
        if (member === undefined || call.param("guild_id") !== world.guild.id) throw refusal("unknownGuild");
        return ok(memberToWire(world, member));
      },
    },
    { method: "GET", path: "/users/@me/guilds", answer: () => ok([guildOfUserToWire(world)]) },
    {
      method: "GET",
      path: "/users/:user_id",
      answer: (call) => ok(userToWire(findUser(call.param("user_id")))),
    },
    {
      method: "POST",
      path: "/users/@me/channels",
      answer(call) {
        const form = readForm(call.body);
        const recipientId = form.snowflake("recipient_id", { required: true }) ?? "";
        form.done();
        return ok(channelToWire(world, openDm(world, recipientId)));
      },
    },
  ];
}
