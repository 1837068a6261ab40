import { arrivals, endOf, TO_AGENTS, TO_MEMBERS } from "./ends-arrivals.ts";
import { openStage, type Stage } from "./ends-stage.ts";
import { judge, median, ROUNDS, say, typical } from "./measure.ts";

const KINDS = ["raw", "nothing", "durable"] as const;
const SINGLE = 100;
/** Fewer than Twilio takes in one conversation a second. */
const PACE_MS = 40;
/** Fewer than Discord takes a second, or the limit is measured. */
const PACE_BACK_MS = 30;
const TAKING_TURNS = 16;
const COUNTS = (process.env["FLEXCORD_BENCH_CONVERSATIONS"] ?? "64,1000").split(",").map(Number);
const LINES_EACH = 4;

/**
 * G2 and G3: from a member's DM to Twilio, one conversation at a time and many at once; and back, one line at a time,
 * for Discord takes fifty a second from whomever.
 */
export async function benchEnds(): Promise<void> {
  const stages = await Promise.all(KINDS.map((kind) => openStage(kind)));
  const join = (count: number) => Promise.all(stages.map((stage) => stage.join(count)));
  try {
    await join(TAKING_TURNS);
    const single = new Map<string, number[]>(KINDS.map((kind) => [kind, []]));
    await inTurns(stages, ROUNDS, async (stage, kind) => single.get(kind)?.push(await latency(stage)));
    const ms = (kind: string) => median(single.get(kind) ?? []);
    say(
      `     1 conversation, DM to Twilio: ${KINDS.map((kind) => `${kind} ${ms(kind).toFixed(2)} ms`).join(", ")}`,
    );
    judge("G2", "DM to Twilio to the floor (raw socket, no ledger)", ms("durable") / ms("raw"), {
      atMost: 4,
    });
    const back = new Map<string, number[]>(KINDS.map((kind) => [kind, []]));
    await inTurns(stages, ROUNDS, async (stage, kind) => back.get(kind)?.push(await backLatency(stage)));
    const backMs = (kind: string) => median(back.get(kind) ?? []);
    say(
      `     1 line, webhook to Discord: ${KINDS.map((kind) => `${kind} ${backMs(kind).toFixed(2)} ms`).join(", ")}; durable to raw ${(backMs("durable") / backMs("raw")).toFixed(2)}x`,
    );
    for (const count of COUNTS.toSorted((one, other) => one - other)) {
      await join(count);
      const rates = new Map<string, number[]>(KINDS.map((kind) => [kind, []]));
      await inTurns(stages, count > 100 ? 1 : ROUNDS, async (stage, kind) =>
        rates.get(kind)?.push(await throughput(stage, count)),
      );
      const rate = (kind: string) => median(rates.get(kind) ?? []);
      say(
        `     ${count} conversations: ${KINDS.map((kind) => `${kind} ${rate(kind).toFixed(0)}/s`).join(", ")}`,
      );
      judge(
        "G3",
        `${count} conversations, durable to the same egress without`,
        rate("durable") / rate("nothing"),
        { atLeast: 0.5 },
      );
    }
  } finally {
    await Promise.all(stages.map((stage) => stage.close()));
  }
}

async function inTurns(
  stages: readonly Stage[],
  rounds: number,
  measure: (stage: Stage, kind: string) => Promise<unknown>,
): Promise<void> {
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, stage] of stages.entries()) await measure(stage, KINDS[index] ?? "");
  }
}

/** From the gateway's dispatch to the arrival of the line, in milliseconds. */
async function latency({ control, members }: Stage): Promise<number> {
  const last = await endOf(control);
  const [member = ""] = members;
  for (let n = 0; n < SINGLE; n += 1) {
    await control.dm(member, `single ${last} ${n}.`);
    await new Promise((resolve) => setTimeout(resolve, PACE_MS));
  }
  const took = await arrivals(control, {
    after: last,
    count: SINGLE,
    text: /single \d+ \d+\./,
    way: TO_AGENTS,
  });
  return typical(took.map(({ sent, arrived }) => arrived - sent));
}

/** From Twilio's webhook to the arrival at Discord, in milliseconds; members take turns, for each may get five a second. */
async function backLatency({ control, members, answer }: Stage): Promise<number> {
  const last = await endOf(control);
  for (let n = 0; n < SINGLE; n += 1) {
    await answer(members[n % TAKING_TURNS] ?? "", `back ${last} ${n}.`);
    await new Promise((resolve) => setTimeout(resolve, PACE_BACK_MS));
  }
  const took = await arrivals(control, {
    after: last,
    count: SINGLE,
    text: /back \d+ \d+\./,
    way: TO_MEMBERS,
  });
  return typical(took.map(({ sent, arrived }) => arrived - sent));
}

/** Lines a second, from the first that is sent to the last that arrives. */
async function throughput({ control, members }: Stage, count: number): Promise<number> {
  const last = await endOf(control);
  const write = async (member: string, index: number) => {
    for (let n = 0; n < LINES_EACH; n += 1) await control.dm(member, `many ${last} ${index} ${n}.`);
  };
  await Promise.all(members.slice(0, count).map(write));
  const took = await arrivals(control, {
    after: last,
    count: count * LINES_EACH,
    text: /many \d+ \d+ \d+\./,
    way: TO_AGENTS,
  });
  const first = Math.min(...took.map(({ sent }) => sent));
  return (took.length * 1_000) / (Math.max(...took.map(({ arrived }) => arrived)) - first);
}
