import type { API } from "@discordjs/core/http-only";
import type {
  APIActionRowComponent,
  APIComponentInMessageActionRow,
  APIMessage,
} from "discord-api-types/v10";
import type { MemberLine } from "../../bridge/ports.ts";
import type { NonceMemory } from "./nonce.ts";
import { snowflakeAt, snowflakeTime } from "../snowflake.ts";

/** One message on its way to the member; a long line takes several. */
export interface Outgoing {
  readonly content: string;
  readonly nonce: string;
  /** Of a file, which is sent without text. */
  readonly fileName?: string;
  readonly components: readonly APIActionRowComponent<APIComponentInMessageActionRow>[];
}

/** How wrong our clock may be against Discord's before a look-up misses an earlier try. */
const CLOCK_MARGIN_MS = 60 * 60_000;
/** The same for matching by text, where a wide margin would take an older line for this one. */
const TEXT_MARGIN_MS = 5_000;
/** The most messages that Discord gives at once (documented). */
const PAGE = 100;

/**
 * Finds which parts of a line an earlier try has already written: the ids of those messages by part. Used
 * when a try may have gone through; Discord's own check of the nonce only covers "the past few minutes".
 *
 * A message is a part when it carries the part's nonce. The docs list the field on messages but do not say
 * that reading history fills it (assumed: it may be missing). A message of ours without one is a part
 * when it has the same text, is no older than the line, give or take five seconds of clock, and is not
 * known to be another line's.
 */
export async function earlierPosts(
  api: API,
  line: Pick<MemberLine, "placeId" | "decidedAt">,
  parts: readonly Outgoing[],
  known: Pick<NonceMemory, "get">,
  signal: AbortSignal,
): Promise<ReadonlyMap<number, string>> {
  const ours = await ownMessagesSince(api, line, signal);
  const nonces = new Map(ours.map(({ id, nonce }) => [id, nonce ?? known.get(id)]));
  const found = new Map<number, string>();
  for (const [index, part] of parts.entries()) {
    const unknown = ours.filter(({ id }) => nonces.get(id) === undefined);
    const match =
      ours.find(({ id }) => nonces.get(id) === part.nonce) ??
      unknown.find((message) => saysTheSame(message, part) && isNoOlder(message, line));
    if (match === undefined) continue;
    nonces.set(match.id, part.nonce);
    found.set(index, match.id);
  }
  return found;
}

/** Oldest first. `after` gives the messages next to the cursor, newest of them first (documented by use). */
async function ownMessagesSince(
  api: API,
  { placeId, decidedAt }: Pick<MemberLine, "placeId" | "decidedAt">,
  signal: AbortSignal,
): Promise<readonly APIMessage[]> {
  const ours: APIMessage[] = [];
  let after = snowflakeAt(decidedAt - CLOCK_MARGIN_MS);
  for (;;) {
    const page = await api.channels.getMessages(placeId, { after, limit: PAGE }, { signal });
    const oldestFirst = page.toReversed();
    // The only bot in a member's direct messages is the one they write to.
    ours.push(...oldestFirst.filter((message) => message.author.bot === true));
    const newest = oldestFirst.at(-1);
    if (newest === undefined || page.length < PAGE) return ours;
    after = newest.id;
  }
}

/** Discord strips what it considers invisible at the ends, and more than it documents. */
function saysTheSame(message: APIMessage, part: Outgoing): boolean {
  if (part.fileName !== undefined) {
    return message.attachments.some(({ filename }) => plainName(filename) === plainName(part.fileName ?? ""));
  }
  return plain(message.content) === plain(part.content);
}

/** Discord keeps letters, digits and little else of a name. */
function plainName(name: string): string {
  return name.replaceAll(/[^\p{L}\p{N}]+/gu, "");
}

function plain(text: string): string {
  return text
    .normalize("NFC")
    .replaceAll(/[\s\p{C}]+/gu, " ")
    .trim();
}

function isNoOlder(message: APIMessage, { decidedAt }: Pick<MemberLine, "decidedAt">): boolean {
  return snowflakeTime(message.id) >= decidedAt - TEXT_MARGIN_MS;
}
