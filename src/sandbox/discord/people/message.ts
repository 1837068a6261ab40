import { ControlError } from "../../control-error.ts";
import { type FileRequest, type FileStore, readFileRequest } from "../../files.ts";
import { attach } from "../messages/attachments.ts";
import { type Message, MESSAGE_FLAG, NO_EXTRAS } from "../messages/model.ts";
import { lengthOf } from "../text.ts";
import type { World } from "../world.ts";

const LONGEST_CONTENT = 2000;
const MOST_FILES = 10;
const REPLY = 19;

/** What a person writes: some of these, at least one. */
export interface PersonMessage {
  readonly content: string;
  readonly files: readonly FileRequest[];
  readonly sticker: string | null;
  readonly poll: { readonly question: string; readonly answers: readonly string[] } | null;
  readonly replyTo: string | null;
  readonly forward: string | null;
  /** Sent as a voice message: one file and nothing else. */
  readonly voice: boolean;
}

/** Reads a control call's body. */
export function readPersonMessage(files: FileStore, body: Readonly<Record<string, unknown>>): PersonMessage {
  const text = (key: string) => (typeof body[key] === "string" ? body[key] : null);
  const list = Array.isArray(body["files"]) ? (body["files"] as readonly unknown[]) : [];
  const sent = list.map((value) => {
    const file = readFileRequest(files, value);
    if (file === undefined) throw new ControlError(400, "A file needs a name, and bytes or base64.");
    return file;
  });
  const voice = sent.some(({ seconds }) => seconds !== null);
  const { content, sticker, replyTo, forward } = {
    content: text("content") ?? "",
    sticker: text("sticker"),
    replyTo: text("replyTo"),
    forward: text("forward"),
  };
  return { content, files: sent, sticker, poll: readPoll(body["poll"]), replyTo, forward, voice };
}

function readPoll(value: unknown): PersonMessage["poll"] {
  if (value === undefined || value === null) return null;
  const { question, answers } = value as { readonly question?: unknown; readonly answers?: unknown };
  if (typeof question !== "string" || !Array.isArray(answers)) {
    throw new ControlError(400, "A poll needs a question and answers.");
  }
  return { question, answers: answers.map(String) };
}

/** The parts of a message that come from what the person wrote; throws what Discord's clients would not send. */
export function messageParts(
  world: World,
  channelId: string,
  wanted: PersonMessage,
): Pick<Message, "type" | "content" | "attachments" | "extras" | "flags" | "repliesTo"> {
  const forwarded = wanted.forward === null ? null : messageIn(world, channelId, wanted.forward);
  const isEmpty = wanted.files.length === 0 && wanted.sticker === null && wanted.poll === null;
  requireContent(wanted.content, !isEmpty || forwarded !== null);
  if (wanted.files.length > MOST_FILES) {
    throw new ControlError(
      409,
      `A message has at most ${MOST_FILES} files; this one has ${wanted.files.length}.`,
    );
  }
  const repliesTo = wanted.replyTo === null ? null : messageIn(world, channelId, wanted.replyTo).id;
  const stickers = wanted.sticker === null ? [] : [{ id: world.nextId(), name: wanted.sticker }];
  return {
    type: repliesTo === null ? 0 : REPLY,
    content: wanted.content.trim(),
    attachments: wanted.files.map((file) => attach(world, file)),
    extras: { ...NO_EXTRAS, stickers, poll: wanted.poll, forwarded },
    flags:
      (wanted.voice ? MESSAGE_FLAG.VOICE_MESSAGE : 0) | (forwarded === null ? 0 : MESSAGE_FLAG.HAS_SNAPSHOT),
    repliesTo,
  };
}

/** Discord's clients send neither nothing nor too much. */
export function requireContent(content: string, mayBeEmpty = false): void {
  const length = lengthOf(content.trim());
  if (length === 0 && !mayBeEmpty) throw new ControlError(400, "Discord sends no empty message.");
  if (length > LONGEST_CONTENT) {
    throw new ControlError(
      409,
      `A message has at most ${LONGEST_CONTENT} characters; this one has ${length}.`,
    );
  }
}

function messageIn(world: World, channelId: string, id: string): Message {
  const found = world.messages.get(id);
  if (found?.channelId !== channelId) throw new ControlError(404, `There is no message ${id} here.`);
  return found;
}
