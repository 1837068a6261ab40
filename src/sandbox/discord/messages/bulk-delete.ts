import { refusal } from "../rest/errors.ts";
import type { Form } from "../rest/form.ts";
import { botBits, visibleChannel } from "../guild/guards.ts";
import { emitBulkDeletion } from "./events.ts";
import { isListed } from "./messages.ts";
import { PERMISSION } from "../guild/permission-bits.ts";
import { has } from "../guild/permissions.ts";
import { isSnowflake, mintedAt } from "../snowflake.ts";
import type { World } from "../world.ts";

const LEAST = 2;
const MOST = 100;
const OLDEST_MS = 14 * 24 * 60 * 60_000;

/**
 * Deletes several messages of a channel of the server at once, and tells of it once. Ids of no message count, and do
 * nothing else; one message that is too old, or an id given twice, and nothing is deleted (documented).
 */
export function deleteMessages(world: World, channelId: string, form: Form): void {
  const channel = visibleChannel(world, channelId);
  if (channel.kind === "dm") throw refusal("notInDms");
  if (!has(botBits(world, channel), PERMISSION.MANAGE_MESSAGES)) throw refusal("missingPermissions");
  const ids = readIds(form);
  const since = world.context.now() - OLDEST_MS;
  if (ids.some((id) => mintedAt(id) < since)) throw refusal("tooOldForBulkDelete");
  const messages = ids.flatMap((id) => world.messages.get(id) ?? []);
  const deleted = messages.filter((message) => message.channelId === channel.id && isListed(message));
  for (const { id } of deleted) world.messages.remove(id);
  if (deleted.length > 0) emitBulkDeletion(world, channel, deleted);
}

function readIds(form: Form): readonly string[] {
  const ids = form.strings("messages", { required: true }) ?? [];
  ids.forEach((id, index) => {
    if (!isSnowflake(id)) form.fault("messages", "NUMBER_TYPE_COERCE", `Value "${id}" is not snowflake.`);
    // Its words are those for other lists without repetition (assumed).
    if (ids.indexOf(id) !== index)
      form.fault("messages", "SET_TYPE_ALREADY_CONTAINS_VALUE", "The set already contains this value");
  });
  form.done();
  if (ids.length < LEAST || ids.length > MOST) throw refusal("bulkDeleteCount");
  return ids;
}
