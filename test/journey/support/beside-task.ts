import { isDeepStrictEqual } from "node:util";
import { botLine, type Talk, takeTask } from "./people.ts";
import { type Stage, until } from "./stage.ts";

/** A member who is there for something else asks for a human, and one takes their task. */
export async function askBesides(stage: Stage, member: string, name: string): Promise<Talk> {
  await stage.control.dm(member, "I want to talk to a human please");
  const { agent, reservation } = await takeTask(stage, name);
  await until(`${name} reads who joined`, () => botLine(stage, member, /has joined/u));
  return { member, agent, conversation: reservation.conversationSid, task: reservation.taskSid };
}

interface OpenCase {
  readonly case: string;
  readonly kind: string;
  readonly status: string;
}

/** Waits until the live task shows these as the member's other open cases. */
export function besideTask(
  stage: Stage,
  { agent, task }: Talk,
  wanted: readonly OpenCase[],
): Promise<readonly OpenCase[]> {
  return until(`the task shows ${JSON.stringify(wanted)}`, async () => {
    const reservations = await stage.control.reservations(agent);
    const found = reservations.find(({ taskSid }) => taskSid === task)?.attributes["openCases"];
    const shown = (found ?? []) as readonly OpenCase[];
    const seen = shown.map((one) => ({ case: one.case, kind: one.kind, status: one.status }));
    return found !== undefined && isDeepStrictEqual(seen, wanted) ? shown : undefined;
  });
}
