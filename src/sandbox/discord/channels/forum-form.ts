import { refusal } from "../rest/errors.ts";
import type { Form } from "../rest/form.ts";
import { CHANNEL_FLAG, type ForumTag, type GuildChannel } from "./model.ts";
import type { World } from "../world.ts";

const MOST_TAGS = 20;
/** The docs' bound; the API's description says 50. */
const LONGEST_TAG = 20;

/** What a request says of a forum's tags. A tag keeps its id only when it is sent along. */
export function readForum(
  world: World,
  form: Form,
  base: GuildChannel,
): Pick<GuildChannel, "tags" | "requiresTag"> {
  const flags = form.integer("flags", { min: 0 });
  const tags = form.forms("available_tags", { max: MOST_TAGS })?.map((tag) => readTag(world, tag, base));
  const names = (tags ?? []).map(({ name }) => name);
  if (new Set(names).size < names.length) throw refusal("tagNamesTwice");
  return {
    tags: tags ?? base.tags,
    requiresTag:
      flags === undefined || flags === null ? base.requiresTag : (flags & CHANNEL_FLAG.REQUIRE_TAG) !== 0,
  };
}

function readTag(world: World, form: Form, base: GuildChannel): ForumTag {
  const sent = form.snowflake("id");
  const known = base.tags.find(({ id }) => id === sent);
  const emojiId = form.snowflake("emoji_id") ?? null;
  const emojiName = form.string("emoji_name", { max: 100 }) ?? null;
  if (emojiId !== null && emojiName !== null) {
    form.fault("emoji_name", "BASE_TYPE_BAD_LENGTH", "Only one of emoji_id and emoji_name can be set.");
  }
  return {
    id: known?.id ?? world.nextId(),
    name: form.string("name", { min: 1, max: LONGEST_TAG, required: true }) ?? "",
    moderated: form.boolean("moderated") ?? false,
    emojiId,
    emojiName,
  };
}
