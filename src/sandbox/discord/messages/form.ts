import { readComponents } from "./component-form.ts";
import { readEmbeds } from "./embed-form.ts";
import { notImitated, refusal } from "../rest/errors.ts";
import type { Field, Form } from "../rest/form.ts";
import type { FileRequest } from "../../files.ts";
import { type AllowedMentions, readAllowedMentions } from "./mentions.ts";

/** Discord counts code points; the API description says 4000 and is wrong for bots. */
const LONGEST_CONTENT = 2000;
const LONGEST_NONCE = 25;
const COMPONENTS_V2 = 1 << 15;

/** What a request says about a message; what it leaves out is undefined. */
export interface MessageForm {
  readonly content: Field<string>;
  readonly embeds: Field<readonly object[]>;
  readonly components: Field<readonly object[]>;
  readonly flags: number;
  readonly tts: boolean;
  readonly allowedMentions: AllowedMentions;
  readonly nonce: string | number | undefined;
  readonly enforceNonce: boolean;
  /** What was uploaded with it. */
  readonly files: readonly FileRequest[];
  readonly repliesTo: { readonly messageId: string; readonly mustExist: boolean } | null;
}

export function readMessage(
  form: Form,
  usualMentions: AllowedMentions,
  files: readonly FileRequest[] = [],
): MessageForm {
  refuseUnsupported(form);
  readAttachments(form, files);
  const message: MessageForm = {
    content: trimmed(form.string("content", { max: LONGEST_CONTENT })),
    embeds: readEmbeds(form),
    components: readComponents(form),
    flags: form.integer("flags", { min: 0 }) ?? 0,
    tts: form.boolean("tts") ?? false,
    allowedMentions: readAllowedMentions(form, usualMentions),
    nonce: readNonce(form),
    enforceNonce: form.boolean("enforce_nonce") ?? false,
    files,
    repliesTo: readReply(form),
  };
  form.done();
  return message;
}

/** Throws unless there is something to show. */
export function requireSomething({
  content,
  embeds,
  components,
  attachments,
}: Pick<MessageForm, "content" | "embeds" | "components"> & {
  readonly attachments: readonly unknown[];
}): void {
  const parts = [embeds ?? [], components ?? [], attachments];
  if ((content ?? "") === "" && parts.every(({ length }) => length === 0)) throw refusal("emptyMessage");
}

function refuseUnsupported(form: Form): void {
  for (const key of ["sticker_ids", "poll", "shared_client_theme"]) {
    const value = form.raw(key);
    const isEmpty = value === undefined || value === null || (Array.isArray(value) && value.length === 0);
    if (!isEmpty) throw notImitated(`"${key}" of a message`);
  }
  const flags = form.raw("flags");
  if (typeof flags === "number" && (flags & COMPONENTS_V2) !== 0) throw notImitated("components V2");
}

/** Each entry names a file of the same request by its place; keeping files in an edit is not imitated. */
function readAttachments(form: Form, files: readonly FileRequest[]): void {
  for (const attachment of form.forms("attachments") ?? []) {
    const place = Number(attachment.raw("id"));
    if (files[place] === undefined) throw notImitated("attachments that are not in the request");
    attachment.string("filename");
    attachment.string("description");
  }
}

/** Surrounding blanks and NULs do not survive. */
function trimmed(content: Field<string>): Field<string> {
  return content?.replaceAll("\0", "").trim() ?? content;
}

function readNonce(form: Form): string | number | undefined {
  const nonce = form.raw("nonce");
  if (nonce === undefined || nonce === null) return undefined;
  if (typeof nonce === "number" && Number.isInteger(nonce)) return nonce;
  return form.string("nonce", { max: LONGEST_NONCE }) ?? undefined;
}

function readReply(form: Form): MessageForm["repliesTo"] {
  const reference = form.form("message_reference");
  if (reference === undefined || reference === null) return null;
  if ((reference.integer("type") ?? 0) !== 0) throw notImitated("forwarded messages");
  const messageId = reference.snowflake("message_id", { required: true }) ?? "";
  return { messageId, mustExist: reference.boolean("fail_if_not_exists") ?? true };
}
