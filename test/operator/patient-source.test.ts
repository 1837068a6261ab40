import { expect, it } from "vitest";
import { systemClock } from "../../src/domain/clock.ts";
import { Failure, type FailureCode } from "../../src/domain/failure.ts";
import { followLog, type LogSource } from "../../src/operator/log.ts";
import { patientSource } from "../../src/operator/patient-source.ts";
import { MIA } from "../contract/store/samples.ts";
import { EVERYTHING, ledgers } from "./support.ts";

const open = ledgers();

/** Follows a source whose `version` is the one given, until it was told of so many things. */
async function follow(make: (source: LogSource, message: () => Promise<void>) => LogSource, most: number) {
  const bench = await open();
  await bench.message(MIA, "1", "before");
  const page = await bench.source.tail(EVERYTHING, 50);
  const stopping = new AbortController();
  const following = { clock: systemClock, pauseMs: 5, signal: stopping.signal };
  const told: string[] = [];
  const tell = (what: string) => {
    told.push(what);
    if (told.length === most) stopping.abort(new Error("enough"));
  };
  const source = patientSource(
    make(bench.source, () => bench.message(MIA, "2", "meanwhile")),
    { ...following, onAway: ({ code }) => tell(code), onBack: () => tell("back") },
  );
  const failure = await (async () => {
    for await (const { id, state } of followLog(source, EVERYTHING, page, following)) tell(`${id} ${state}`);
  })().catch((thrown: unknown) => thrown);
  return { told, failure };
}

const away = (code: FailureCode) => Promise.reject(new Failure(code, "no"));

it("goes on where it was when a daemon answers again, though it counts its versions anew", async () => {
  let asked = 0;
  const { told, failure } = await follow(
    (source, message) => ({
      ...source,
      async version() {
        asked += 1;
        if (asked === 3) await message();
        return asked === 3 || asked === 4 ? away("network.unreachable") : 7;
      },
    }),
    4,
  );
  expect(failure).toBeUndefined();
  expect(told).toEqual(["network.unreachable", "back", "m2 waiting", "m2.e4 waiting"]);
});

it("ends while nobody answers, when it is to end", async () => {
  const { told, failure } = await follow(
    (source) => ({ ...source, version: () => away("network.reset") }),
    1,
  );
  expect(told).toEqual(["network.reset"]);
  expect(failure).toBeInstanceOf(Error);
});

it.each<[FailureCode]>([["operator.auth"], ["store.corrupt"], ["usage.invalid"]])(
  "passes %s on: asking again would not help",
  async (code) => {
    const { told, failure } = await follow((source) => ({ ...source, version: () => away(code) }), 1);
    expect({ told, failure }).toMatchObject({ told: [], failure: { code } });
  },
);
