import { requireUploadable } from "../messages/attachments.ts";
import { refusal } from "../rest/errors.ts";
import type { Field, Form } from "../rest/form.ts";
import { botBits } from "../guild/guards.ts";
import { MESSAGE_MENTIONS } from "../messages/mentions.ts";
import { readMessage, requireSomething } from "../messages/form.ts";
import { postFromForm, rightsFor } from "../messages/messages.ts";
import { CHANNEL, type GuildChannel, type ThreadChannel } from "./model.ts";
import { PERMISSION } from "../guild/permission-bits.ts";
import { has } from "../guild/permissions.ts";
import { announceThread, blankThread, readThread } from "./threads.ts";
import type { World } from "../world.ts";
import type { FileRequest } from "../../files.ts";

const MOST_APPLIED = 5;

/** Creates a forum's post: a public thread whose first message has the thread's own id (documented). */
export function createForumPost(
  world: World,
  forum: GuildChannel,
  form: Form,
  files: readonly FileRequest[],
): ThreadChannel {
  const read = readThread(form);
  const tags = readTags(form);
  const message = form.form("message");
  if (message === undefined || message === null) {
    form.fault("message", "BASE_TYPE_REQUIRED", "This field is required");
  }
  form.done();
  if (message === undefined || message === null) throw refusal("emptyMessage");
  const written = readMessage(message, MESSAGE_MENTIONS, files);
  requireUploadable(files);
  requireSomething({ ...written, attachments: files });
  if (!has(botBits(world, forum), rightsFor(written))) throw refusal("missingPermissions");
  const thread: ThreadChannel = {
    ...blankThread(world, forum, { ...read, type: CHANNEL.PUBLIC_THREAD }),
    appliedTags: requireTags(world, forum, tags ?? [], []),
  };
  announceThread(world, thread);
  postFromForm(world, thread, written, thread.id);
  return thread;
}

function readTags(form: Form): Field<readonly string[]> {
  return form.strings("applied_tags", { max: MOST_APPLIED });
}

/** Tags that the forum has, one at least where it asks for one, and moderated ones only by moderators (documented). */
function requireTags(
  world: World,
  forum: GuildChannel,
  wanted: readonly string[],
  before: readonly string[],
): readonly string[] {
  const found = wanted.map((id) => forum.tags.find((tag) => tag.id === id) ?? unknownTag());
  const manages = has(botBits(world, forum), PERMISSION.MANAGE_THREADS);
  const isOthers = found.some(({ id, moderated }) => moderated && !before.includes(id));
  if (isOthers && !manages) throw refusal("missingPermissions");
  if (forum.requiresTag && found.length === 0 && !manages) throw refusal("tagRequired");
  return found.map(({ id }) => id);
}

/** What a request to change a thread makes of its tags; threads of other channels have none (documented). */
export function tagsAfter(world: World, thread: ThreadChannel, form: Form): readonly string[] {
  const wanted = readTags(form);
  if (wanted === undefined || wanted === null) return thread.appliedTags;
  const forum = world.channels.get(thread.parentId);
  if (forum?.kind !== "guild" || forum.type !== CHANNEL.FORUM) throw refusal("wrongChannelType");
  return requireTags(world, forum, wanted, thread.appliedTags);
}

function unknownTag(): never {
  throw refusal("unknownTag");
}
