import { type Stage, until } from "./stage.ts";

/** What people do beyond writing text, through the sandbox's control API. */

export interface SentFile {
  readonly name: string;
  readonly contentType?: string;
  readonly bytes?: number;
  readonly base64?: string;
  readonly seconds?: number;
  readonly width?: number;
  readonly height?: number;
}

export interface Sent {
  readonly content?: string;
  readonly files?: readonly SentFile[];
  readonly sticker?: string;
  readonly poll?: { readonly question: string; readonly answers: readonly string[] };
  readonly replyTo?: string;
  readonly forward?: string;
}

export interface ShownFile {
  readonly name: string;
  readonly contentType: string | null;
  readonly bytes: number;
  readonly sha256: string;
}

export interface DmPost {
  readonly id: string;
  readonly author: "member" | "bot";
  readonly content: string;
  readonly edited: boolean;
  readonly attachments: readonly ShownFile[];
}

export interface FlexLine {
  readonly sid: string;
  readonly index: number;
  readonly author: string;
  readonly body: string;
  readonly edited: boolean;
  readonly media: readonly ShownFile[];
}

/** Gives the message's id. */
export async function send(stage: Stage, member: string, sent: Sent): Promise<string> {
  const inThread = stage.place === "thread";
  const channel = inThread ? { channel: await stage.control.dmChannel(member) } : {};
  const path = `/discord/members/${member}/${inThread ? "say" : "dm"}`;
  return (await stage.call<{ readonly messageId: string }>("POST", path, { ...channel, ...sent })).messageId;
}

export async function sendFile(
  stage: Stage,
  agent: string,
  conversationSid: string,
  file: SentFile,
): Promise<string> {
  const path = `/flex/agents/${agent}/send-file`;
  return (await stage.call<{ readonly messageSid: string }>("POST", path, { conversationSid, file }))
    .messageSid;
}

/** What stands where the member talks. */
export async function dmOf(stage: Stage, member: string): Promise<readonly DmPost[]> {
  const inThread = stage.place === "thread";
  const where = inThread ? `channels/${await stage.control.dmChannel(member)}` : "dm";
  const path = `/discord/members/${member}/${where}`;
  return (await stage.call<{ readonly messages: readonly DmPost[] }>("GET", path)).messages;
}

export async function linesOf(stage: Stage, conversation: string): Promise<readonly FlexLine[]> {
  return (
    await stage.call<{ readonly messages: readonly FlexLine[] }>("GET", `/flex/conversations/${conversation}`)
  ).messages;
}

/** The line on the agent's side that fits, once it is there. */
export function flexLine(
  stage: Stage,
  conversation: string,
  what: string,
  fits: (line: FlexLine) => boolean,
) {
  return until(what, async () => (await linesOf(stage, conversation)).find(fits));
}

/** The post of the bot that fits, once it is there. */
export function botPost(stage: Stage, member: string, what: string, fits: (post: DmPost) => boolean) {
  return until(what, async () =>
    (await dmOf(stage, member)).find((post) => post.author === "bot" && fits(post)),
  );
}
