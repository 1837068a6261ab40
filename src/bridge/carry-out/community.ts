import { asFailure, type FailureCode } from "../../domain/failure.ts";
import type { Announce, HandOverFiles, KeepFiles, PostCase } from "../effect.ts";
import type { Due, Settlement } from "../ports.ts";
import { type CarryOutContext, done, follow } from "./context.ts";

/** Shows a case to everybody as it stands by now. */
export async function postCase(
  context: CarryOutContext,
  due: Due,
  { version, caseNumber, interactionId }: PostCase,
  signal: AbortSignal,
): Promise<Settlement> {
  const { theCase, votes, memberId, inDoubt, decidedAt } = due;
  const earlier = theCase?.postedAs ?? null;
  const isShown = earlier !== null && earlier.version >= version;
  if (isShown) return { outcome: "dropped", reason: "a newer state is shown already" };
  const post = theCase === null ? null : context.policy.community.postOf(theCase, votes);
  if (theCase === null || post === null || theCase.title === "") {
    return { outcome: "dropped", reason: "there is nothing to show" };
  }
  const { channelId, ...content } = post;
  // Of the case, not of the effect: whichever of its effects writes the post, it is the same one.
  const key = `${context.lineageOf(due.effectId)}.case.${caseNumber}`;
  const wanted = { channelId, key, content, earlier, inDoubt, decidedAt };
  const stands = await context.community.publish(wanted, signal);
  const posted = { ...stands, version: theCase.version };
  const told = { kind: "case.posted", memberId, caseNumber, posted, interactionId } as const;
  const events = interactionId === null ? [] : [follow(context, due, told)];
  return { outcome: "done", remoteId: posted.postId, learned: { posted }, events };
}

/** A file that cannot be had is tried a few times; its address is good for a while only. */
const MOST_TRIES = 4;

/** Fetches what is not kept yet; what cannot be had is remembered as missing. */
export async function keepFiles(
  context: CarryOutContext,
  due: Due,
  { report, files }: KeepFiles,
  signal: AbortSignal,
): Promise<Settlement> {
  const { reportFiles, community } = context;
  const settled = await reportFiles.settled(report);
  for (const file of files) {
    if (settled.has(file.fileId)) continue;
    try {
      await reportFiles.keep(report, file, await community.openFile(file, signal));
    } catch (thrown) {
      const { code } = asFailure(thrown);
      if (!isLost(code, due)) throw thrown;
      await reportFiles.miss(report, file, code);
    }
  }
  return done();
}

function isLost(code: FailureCode, { attempts }: Due): boolean {
  return code === "file.refused" || (code === "file.unreachable" && attempts + 1 >= MOST_TRIES);
}

export async function handOverFiles(
  context: CarryOutContext,
  due: Due,
  { report, caseNumber }: HandOverFiles,
): Promise<Settlement> {
  const { kept, missing } = await context.reportFiles.handOver(report, caseNumber);
  if (kept.length + missing.length === 0) return done();
  const { memberId } = due;
  const told = { kind: "files.handed-over", memberId, caseNumber, kept, missing } as const;
  return { ...done(), events: [follow(context, due, told)] };
}

/** Takes it up once, under the key of the form it was written in; posting it is the announcements' own business. */
export async function announce(
  context: CarryOutContext,
  due: Due,
  { text, form }: Announce,
): Promise<Settlement> {
  await context.announcer.announce(text, `${context.lineageOf(due.effectId)}.form.${form}`);
  return done();
}
