import {
  MessageFlags,
  type APIAttachment,
  type APIMessageSnapshotFields,
  type APIUser,
} from "discord-api-types/v10";
import type { MemberContent, MemberFile } from "../../domain/content.ts";
import type { FileId, PlaceId, PostId } from "../../domain/ids.ts";
import { fromDiscord, type Names } from "../markdown/from-discord.ts";

/** The parts of a message that can say something. */
export type Contents = Partial<
  Pick<APIMessageSnapshotFields, "content" | "attachments" | "sticker_items" | "flags" | "mentions">
> & {
  readonly poll?: {
    readonly question: { readonly text?: string };
    readonly answers?: readonly { readonly poll_media: { readonly text?: string } }[];
  };
  readonly message_snapshots?: readonly { readonly message: Contents }[];
  /** Null when it was deleted. */
  readonly referenced_message?: (Contents & { readonly author?: APIUser }) | null;
};

/** Where a message stands, and who we are there. */
export interface Reading {
  readonly placeId: PlaceId;
  readonly postId: PostId;
  readonly botId: string;
  readonly names: Names;
}

/** What was written, as others read it. */
export function textOf({ content = "", mentions = [] }: Contents, { names }: Reading): string {
  const mentioned = new Map(mentions.map((user) => [user.id, user.global_name ?? user.username]));
  return fromDiscord(content, { ...names, member: (id) => mentioned.get(id) ?? names.member(id) });
}

/** Everything else in it; what is absent is not there. */
export function contentOf(message: Contents, reading: Reading): MemberContent {
  const { attachments = [], sticker_items: stickers = [], poll, message_snapshots: snapshots = [] } = message;
  const reply = replyOf(message, reading);
  return {
    ...(attachments.length === 0 ? {} : { files: filesOf(message, reading) }),
    ...(stickers.length === 0 ? {} : { stickers: stickers.map(({ name }) => name) }),
    ...(reply === undefined ? {} : { reply }),
    ...(poll === undefined ? {} : { poll: pollOf(poll) }),
    ...(snapshots.length === 0
      ? {}
      : {
          forwarded: snapshots.map(({ message: one }) => ({
            text: textOf(one, reading),
            files: filesOf(one, reading),
          })),
        }),
  };
}

function replyOf({ referenced_message: to }: Contents, reading: Reading): MemberContent["reply"] {
  if (to === undefined) return undefined;
  if (to === null) return { to: "us", text: null };
  return { to: to.author?.id === reading.botId ? "us" : "member", text: textOf(to, reading) };
}

function pollOf({
  question,
  answers = [],
}: NonNullable<Contents["poll"]>): NonNullable<MemberContent["poll"]> {
  return { question: question.text ?? "", answers: answers.map(({ poll_media: one }) => one.text ?? "") };
}

function filesOf({ attachments = [], flags }: Contents, reading: Reading): readonly MemberFile[] {
  const spoken = ((flags ?? 0) & MessageFlags.IsVoiceMessage) !== 0;
  return attachments.map((attachment) => fileOf(attachment, spoken, reading));
}

function fileOf(attachment: APIAttachment, spoken: boolean, { placeId, postId }: Reading): MemberFile {
  const {
    id,
    filename,
    content_type: contentType,
    size,
    url,
    width,
    height,
    duration_secs: seconds,
  } = attachment;
  return {
    from: "member",
    placeId,
    postId,
    fileId: id as FileId,
    name: filename,
    contentType: contentType ?? null,
    bytes: size,
    url,
    ...(spoken ? { voiceSeconds: seconds ?? 0 } : {}),
    ...(typeof width === "number" && typeof height === "number" ? { pixels: width * height } : {}),
  };
}
