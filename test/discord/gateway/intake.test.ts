import { expect, it } from "vitest";
import type { GatewayCheckpoint } from "../../../src/bridge/ports.ts";
import type { Arrival } from "../../../src/discord/gateway/arrivals.ts";
import { createGatewayIntake } from "../../../src/discord/gateway/intake.ts";
import { systemClock } from "../../../src/domain/clock.ts";
import { Failure } from "../../../src/domain/failure.ts";
import type { MemberId, PlaceId } from "../../../src/domain/ids.ts";
import { silentLog } from "../../../src/domain/log.ts";
import { MIA, NOAH, wrote } from "../../contract/store/samples.ts";

const DM_OF_MIA = `dm-${MIA}`;
const DM_OF_NOAH = `dm-${NOAH}`;

/** An intake in front of a ledger that keeps what it is given, beside places whose history is still being read. */
function openIntake(reading: readonly string[]) {
  const fillings = new Map(reading.map((place) => [place, Promise.withResolvers<void>()]));
  const log: string[] = [];
  let stored: GatewayCheckpoint | null = null;
  const refused: Failure[] = [];
  const intake = createGatewayIntake({
    async accept(events, checkpoint) {
      log.push(...events.map(({ sourceId }) => sourceId));
      if (checkpoint !== undefined) stored = checkpoint;
      return events.map(() => ({ state: "duplicate" as const }));
    },
    backFill: {
      async begin(sessionId) {
        log.push(sessionId);
      },
      filling: (placeId) => fillings.get(placeId)?.promise ?? null,
    },
    clock: systemClock,
    log: silentLog,
    refused: (failure) => refused.push(failure),
  });
  let sequence = 0;
  let sessionId = "first";
  const push = (arrival: Pick<Arrival, "events" | "begins">) => {
    sequence += 1;
    sessionId = arrival.begins ?? sessionId;
    const checkpoint = { sessionId, sequence, resumeUrl: "wss://127.0.0.1", shardId: 0, shardCount: 1 };
    intake.push({ ...arrival, checkpoint });
  };
  return {
    intake,
    log,
    refused,
    /** Up to which dispatch a cold start would not hear it again. */
    stored: () => stored?.sequence ?? null,
    session: () => stored?.sessionId ?? null,
    says: (memberId: MemberId, id: string, place = `dm-${memberId}`) =>
      push({ events: [wrote(memberId, id, { placeId: place as PlaceId })] }),
    begins: (session: string) => push({ events: [], begins: session }),
    passes: () => push({ events: [] }),
    filled: (place: string) => {
      const filling = fillings.get(place);
      fillings.delete(place);
      filling?.resolve();
    },
    cannotFill: (place: string, failure: Failure) => fillings.get(place)?.reject(failure),
  };
}

it("a place whose history is still read keeps nobody else waiting, and what waits would be heard again", async () => {
  const { intake, log, says, passes, stored, filled } = openIntake([DM_OF_MIA]);
  says(NOAH, "1");
  await expect.poll(stored).toBe(1);
  says(MIA, "2");
  says(NOAH, "3");
  passes();
  says(NOAH, "5");
  await expect.poll(() => log).toEqual(["1", "3", "5"]);
  expect(stored()).toBe(1);
  filled(DM_OF_MIA);
  await expect.poll(() => log).toEqual(["1", "3", "5", "2"]);
  expect(stored()).toBe(5);
  await intake.stop();
});

it("what is behind it of the same member, or of the same place, keeps its order", async () => {
  const { intake, log, says, filled } = openIntake([DM_OF_MIA]);
  says(MIA, "1");
  says(MIA, "2", "a thread");
  says(NOAH, "3", "a thread");
  says(NOAH, "4");
  await new Promise((resolve) => setImmediate(resolve));
  expect(log).toEqual([]);
  filled(DM_OF_MIA);
  await expect.poll(() => log).toEqual(["1", "2", "3", "4"]);
  await intake.stop();
});

it("with several that wait, the position goes no further than the oldest of them", async () => {
  const { intake, log, says, stored, filled } = openIntake([DM_OF_MIA, DM_OF_NOAH]);
  const other = "900000000000000003" as MemberId;
  says(MIA, "1");
  says(NOAH, "2");
  says(other, "3");
  await expect.poll(() => log).toEqual(["3"]);
  expect(stored()).toBeNull();
  filled(DM_OF_NOAH);
  await expect.poll(() => log).toEqual(["3", "2"]);
  expect(stored()).toBeNull();
  filled(DM_OF_MIA);
  await expect.poll(() => log).toEqual(["3", "2", "1"]);
  expect(stored()).toBe(3);
  await intake.stop();
});

it("a session begins when all that can be stored of the one before is, and nothing behind it comes first", async () => {
  const { intake, log, says, begins, stored, session, filled } = openIntake([DM_OF_MIA]);
  says(NOAH, "1");
  says(MIA, "2");
  begins("the next");
  says(NOAH, "4");
  await expect.poll(() => log).toEqual(["1", "the next", "4"]);
  expect([session(), stored()]).toEqual(["first", 1]);
  filled(DM_OF_MIA);
  await expect.poll(() => log).toEqual(["1", "the next", "4", "2"]);
  expect([session(), stored()]).toEqual(["the next", 4]);
  await intake.stop();
});

it("stopped, it leaves what waits to the next process, and the position before that", async () => {
  const { intake, log, refused, says, stored, cannotFill } = openIntake([DM_OF_MIA]);
  says(NOAH, "1");
  says(MIA, "2");
  says(NOAH, "3");
  await expect.poll(() => log).toEqual(["1", "3"]);
  const stopped = intake.stop();
  cannotFill(DM_OF_MIA, new Failure("run.interrupted", "Stopped."));
  await stopped;
  expect(log).toEqual(["1", "3"]);
  expect(stored()).toBe(1);
  expect(refused).toEqual([]);
});

it("ends with a history that the ledger will never take", async () => {
  const { intake, log, refused, says, cannotFill } = openIntake([DM_OF_MIA]);
  const failure = new Failure("store.corrupt", "The database is damaged.");
  says(MIA, "1");
  cannotFill(DM_OF_MIA, failure);
  await expect.poll(() => refused).toEqual([failure]);
  says(NOAH, "2");
  await intake.stop();
  expect(log).toEqual([]);
});
