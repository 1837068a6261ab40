import type { CustomerFacts } from "../../bridge/ports.ts";
import { atAGlance } from "../../domain/case-glance.ts";
import type { Rating } from "../../domain/case.ts";
import { Failure } from "../../domain/failure.ts";
import type { TaskId } from "../../domain/ids.ts";
import { withAttributes } from "../attributes.ts";
import { call, unless, type WorkAccount } from "./account.ts";
import { workspaceOf } from "./find-task.ts";

/** What the desk shows beside the task. Names without hyphens, which TaskRouter's expressions cannot read. */
export async function describe(
  flex: WorkAccount,
  { task, about, language, caseNumber, caseUrl, openCases }: CustomerFacts,
  signal: AbortSignal,
): Promise<void> {
  const { profile, earlier } = about;
  await addAttributes(flex, task, signal, {
    ...(profile === null
      ? {}
      : {
          discordUsername: profile.username,
          avatar: profile.avatar,
          roles: profile.roles,
          ...(profile.joinedAt === null ? {} : { joinedAt: new Date(profile.joinedAt).toISOString() }),
        }),
    language,
    ...(caseNumber === null ? {} : { caseNumber: String(caseNumber) }),
    ...(caseUrl === null ? {} : { caseUrl }),
    earlierConversations: earlier.map(({ caseNumber, endedAt, score }) => ({
      case: caseNumber === null ? null : String(caseNumber),
      endedAt: new Date(endedAt).toISOString(),
      rating: score,
    })),
    openCases: fewOf(openCases),
  });
}

/** TaskRouter bounds what a task's attributes have together, at 4096 bytes (assumed); most of that is for others. */
const MOST_BYTES = 1_000;

/** The newest, as many as there is room for. */
function fewOf(cases: CustomerFacts["openCases"]) {
  let bytes = 0;
  const short = atAGlance(cases).map(({ number, kind, status, title }) => ({
    case: String(number),
    kind,
    status,
    title: title.toWellFormed(),
  }));
  return short.filter((one) => (bytes += Buffer.byteLength(JSON.stringify(one)) + 1) <= MOST_BYTES);
}

export async function rate(
  flex: WorkAccount,
  task: TaskId,
  { score, comment }: Rating,
  signal: AbortSignal,
): Promise<boolean> {
  return addAttributes(flex, task, signal, {
    rating: score,
    ...(comment === "" ? {} : { ratingComment: comment }),
  });
}

/** Somebody else may write at the same time; then their change is read and ours is made on top of it. */
const TRIES = 4;
/** What TaskRouter says when the task has changed since it was read: 412, "precondition failed". */
const CHANGED = 412;

/**
 * Adds to a task's attributes what differs, and leaves the others'. False when the task is gone: TaskRouter deletes
 * finished ones after a while.
 */
async function addAttributes(
  flex: WorkAccount,
  id: TaskId,
  signal: AbortSignal,
  wanted: Readonly<Record<string, unknown>>,
): Promise<boolean> {
  const doing = "put what is known of the member on the task";
  const context = workspaceOf(flex).tasks.get(id);
  for (let tries = 1; ; tries += 1) {
    const answer = await unless(["twilio.not-found"], () =>
      call(signal, doing, () => context.fetchWithHttpInfo()),
    );
    if (answer === null) return false;
    const attributes = withAttributes(answer.body.attributes, wanted);
    if (attributes === null) return true;
    try {
      const etag = etagOf(answer.headers);
      const update = { attributes, ...(etag === null ? {} : { ifMatch: etag }) };
      await call(signal, doing, () => context.update(update));
      return true;
    } catch (thrown) {
      if (thrown instanceof Failure && thrown.code === "twilio.not-found") return false;
      if (tries === TRIES || !isChanged(thrown)) throw thrown;
    }
  }
}

function etagOf(headers: unknown): string | null {
  const named = Object.entries(headers ?? {}).find(([name]) => name.toLowerCase() === "etag")?.[1];
  return typeof named === "string" && named !== "" ? named : null;
}

function isChanged(thrown: unknown): boolean {
  return thrown instanceof Failure && thrown.message.includes(String(CHANGED));
}
