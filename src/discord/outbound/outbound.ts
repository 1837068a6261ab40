import { API } from "@discordjs/core/http-only";
import type { REST } from "@discordjs/rest";
import { channelLink } from "discord.js";
import type { MemberLine, MemberLineChange, MemberSide } from "../../bridge/ports.ts";
import type { Clock } from "../../domain/clock.ts";
import { asFailure, Failure } from "../../domain/failure.ts";
import type { PlaceId, PostId } from "../../domain/ids.ts";
import type { Log } from "../../domain/log.ts";
import type { AllowedHosts } from "../../domain/remote-file.ts";
import { createHolding, openAttachment, type Holding, type Upload } from "./attachments.ts";
import { buttonRows } from "../interactions/buttons.ts";
import { callDiscord, idOf } from "../rest/call.ts";
import { changeLine, removePosts, showTyping } from "./changes.ts";
import { earlierPosts, type Outgoing } from "./earlier-posts.ts";
import type { Interactions } from "../interactions/interactions.ts";
import { sendDocument } from "./document.ts";
import { createNonceMemory, nonceOf, type NonceMemory } from "./nonce.ts";
import { toDiscord } from "../markdown/to-discord.ts";
import { splitText } from "./split-text.ts";
import { type HelpChannel, inThread, openThread, type ThreadPlaces } from "../channels/threads.ts";
import { createProfiles } from "./profile.ts";
import { NO_PINGS } from "./pings.ts";
import { showCard } from "./status-card.ts";
import { createTurns } from "./turns.ts";

interface Dependencies {
  readonly rest: REST;
  /** The server whose members they are. */
  readonly guildId: string;
  readonly interactions: Interactions;
  /** Our private threads, those opened from now on included. */
  readonly threads: ThreadPlaces;
  /** Null when no private threads are opened. */
  readonly help: HelpChannel | null;
  /** Where attachments may be fetched from. */
  readonly allowed: AllowedHosts;
  readonly clock: Clock;
  readonly log: Log;
}

/** Discord's side of the bridge: opens places, writes lines, finishes replies. */
export function createMemberSide(dependencies: Dependencies): MemberSide {
  const { rest, guildId, interactions, threads, help, allowed, clock, log } = dependencies;
  const api = new API(rest);
  const turns = createTurns<PlaceId>();
  const nonces = createNonceMemory();
  const linkTo = (place: PlaceId) =>
    help !== null && threads.has(place) ? channelLink(place, help.guildId) : channelLink(place);
  const writing = { api, clock, log, nonces, holding: createHolding() };
  return {
    async openPlace(memberId, signal) {
      const doing = "opening the member's direct messages";
      const run = (signal: AbortSignal) => api.users.createDM(memberId, { signal });
      return idOf(await callDiscord({ doing, signal, clock, run }), doing) as PlaceId;
    },
    say: (line, signal) => turns.take(line.placeId, () => writeLine(writing, line, signal)),
    openThread: (member, signal) => openThread({ api, clock, help, threads }, member, signal),
    edit: (change, signal) =>
      turns.take(change.placeId, () =>
        inThread({ api, clock, threads }, change.placeId, signal, () => editLine(writing, change, signal)),
      ),
    remove: (line, signal) =>
      turns.take(line.placeId, () =>
        inThread({ api, clock, threads }, line.placeId, signal, () =>
          removePosts({ api, clock }, line, signal),
        ),
      ),
    sendDocument: (document, signal) =>
      turns.take(document.placeId, () => sendDocument({ api, clock, nonces }, document, signal)),
    profile: createProfiles({ api, clock, guildId }),
    openFile: (file, signal) => openAttachment({ rest, clock, allowed }, file, signal),
    showTyping: (placeId, signal) => showTyping({ api, clock }, placeId, signal),
    show: (card, signal) => turns.take(card.placeId, () => showCard({ api, clock, nonces }, card, signal)),
    async reply({ interactionId, text, place, buttons }, signal) {
      const grant = await interactions.grant(interactionId);
      if (grant === null) throw replyGone();
      const content = place === null ? text : `${text}\n${linkTo(place)}`;
      const { applicationId, token } = grant;
      const body = { content, allowed_mentions: NO_PINGS, components: buttonRows(buttons) };
      const run = (signal: AbortSignal) =>
        api.interactions.editReply(applicationId, token, body, "@original", { signal });
      try {
        await callDiscord({ doing: "finishing the reply to a command", signal, clock, run });
      } catch (thrown) {
        // An expired token makes the reply's address unknown; it says nothing of the bot's own token.
        const failure = asFailure(thrown);
        const gone = failure.code === "discord.not-found" || failure.code === "discord.auth";
        throw gone ? replyGone() : failure;
      }
    },
  };
}

function replyGone(): Failure {
  return new Failure("discord.interaction-gone", "The command's reply can no longer be finished.");
}

interface Writing {
  readonly api: API;
  readonly clock: Clock;
  readonly log: Log;
  readonly nonces: NonceMemory;
  readonly holding: Holding;
}

/** Writes the parts of a line that are not there yet, unless it is too late for that, each after the one before; gives their ids. */
async function writeLine(
  writing: Writing,
  line: MemberLine,
  signal: AbortSignal,
): Promise<readonly PostId[]> {
  const ids: PostId[] = [];
  try {
    const parts = partsOf(line);
    const found = line.inDoubt ? await lookUp(writing, line, parts, signal) : new Map<number, string>();
    for (const [index, part] of parts.entries()) {
      const earlier = found.get(index);
      if (earlier === undefined && line.tooLate === true) continue;
      ids.push((earlier ?? (await writeOrSend(writing, line, part, signal))) as PostId);
    }
    return ids;
  } catch (thrown) {
    const failure = asFailure(thrown);
    throw line.inDoubt || ids.length > 0 ? inDoubt(failure) : failure;
  }
}

function writeOrSend(
  writing: Writing,
  { placeId, file }: MemberLine,
  part: Outgoing,
  signal: AbortSignal,
): Promise<string> {
  if (file === undefined) return writePart(writing, placeId, part, signal);
  return writing.holding(file, signal, (upload) => writePart(writing, placeId, { ...part, upload }, signal));
}

/** An added part is written as a line's part is: known again by its nonce, and looked for when in doubt. */
function editLine(
  writing: Writing,
  change: MemberLineChange,
  signal: AbortSignal,
): Promise<readonly PostId[]> {
  const add = async (part: number, text: string): Promise<PostId> => {
    const outgoing = { content: text, nonce: nonceOf(change, part), components: [] };
    const found = change.inDoubt ? await lookUp(writing, change, [outgoing], signal) : null;
    return (found?.get(0) ?? (await writePart(writing, change.placeId, outgoing, signal))) as PostId;
  };
  return changeLine({ ...writing, add }, change, signal);
}

async function lookUp(
  { api, clock, log, nonces }: Writing,
  line: Pick<MemberLine, "placeId" | "decidedAt">,
  parts: readonly Outgoing[],
  signal: AbortSignal,
): Promise<ReadonlyMap<number, string>> {
  const doing = "looking for an earlier try in the member's direct messages";
  const run = (signal: AbortSignal) => earlierPosts(api, line, parts, nonces, signal);
  const found = await callDiscord({ doing, signal, clock, run });
  if (found.size > 0) log.info("An earlier try had gone through", { place: line.placeId, parts: found.size });
  return found;
}

async function writePart(
  { api, clock, nonces }: Writing,
  place: PlaceId,
  { content, nonce, components, upload }: Outgoing & { readonly upload?: Upload },
  signal: AbortSignal,
): Promise<string> {
  const doing = "writing to the member's direct messages";
  const body = {
    content,
    nonce,
    enforce_nonce: true,
    allowed_mentions: NO_PINGS,
    components: [...components],
    ...(upload === undefined ? {} : { files: [upload] }),
  };
  const run = (signal: AbortSignal) => api.channels.createMessage(place, body, { signal });
  const id = idOf(await callDiscord({ doing, signal, clock, run }), doing);
  nonces.remember(id, nonce);
  return id;
}

/** Something of the line is or may be written: the next try must look, however surely this one did nothing. */
function inDoubt(failure: Failure): Failure {
  const { code, message, fix, where, retryAfterMs, retry, cause } = failure;
  return new Failure(code, message, {
    certain: false,
    retry,
    ...(fix === undefined ? {} : { fix }),
    ...(where === undefined ? {} : { where }),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    ...(cause === undefined ? {} : { cause }),
  });
}

function partsOf(line: MemberLine): readonly Outgoing[] {
  if (line.file !== undefined) {
    const components = buttonRows(line.buttons);
    return [{ content: "", fileName: line.file.name, nonce: nonceOf(line, 0), components }];
  }
  const texts = splitText(toDiscord(line.text));
  return texts.map((content, index) => ({
    content,
    nonce: nonceOf(line, index),
    components: index === texts.length - 1 ? buttonRows(line.buttons) : [],
  }));
}
