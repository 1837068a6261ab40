import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { Failure } from "../../../src/domain/failure.ts";
import { shelf, textsOf, useGatewayBench } from "../support/gateway-bench.ts";
import { startGatewayProcess, storedIn } from "../support/gateway-processes.ts";
import { slashCommand, until } from "../support/wire.ts";

const bench = useGatewayBench();

describe("the stored sequence", () => {
  it("goes with the events, and forward with dispatches that mean nothing to us", async () => {
    const ledger = shelf();
    await bench().connect(ledger);
    bench().say("one");
    bench().wire.dispatch("TYPING_START", {});
    await until(() => ledger.checkpoint?.sequence === 3);
    expect(textsOf(ledger.events)).toEqual(["one"]);
    expect(ledger.checkpoint).toEqual({
      sessionId: "session-1",
      sequence: 3,
      resumeUrl: bench().wire.url,
      shardId: 0,
      shardCount: 1,
    });
  });

  it("lags behind what was received, so that a process killed before it stored gets it again", async () => {
    const disk = join(await mkdtemp(join(tmpdir(), "flexcord-")), "ledger.ndjson");
    await using first = startGatewayProcess(bench().rest.api, disk, "two");
    await until(() => storedIn(disk).checkpoint?.sequence === 1);
    bench().say("one");
    await until(() => storedIn(disk).texts.length === 1);
    bench().say("two");
    bench().say("three");
    await first.said("holding");
    await first.kill();
    expect(storedIn(disk)).toMatchObject({ texts: ["one"], checkpoint: { sequence: 2 } });

    bench().say("four");
    await using _second = startGatewayProcess(bench().rest.api, disk, "nothing");
    await until(() => storedIn(disk).texts.length === 4);
    expect(storedIn(disk).texts).toEqual(["one", "two", "three", "four"]);
    expect(bench().wire.openings.at(-1)).toMatchObject({ op: 6, d: { session_id: "session-1", seq: 2 } });
  });

  it("is not moved by a ledger that fails, which is asked again until it takes the events", async () => {
    let failures = 2;
    const ledger = shelf(async (events) => {
      if (events.length > 0 && failures-- > 0) throw new Failure("store.unavailable", "The disk is full.");
    });
    await bench().connect(ledger);
    bench().say("one");
    bench().say("two");
    await until(() => ledger.events.length === 2);
    expect(textsOf(ledger.events)).toEqual(["one", "two"]);
    expect(failures).toBeLessThan(0);
  });
});

describe("order", () => {
  it("is kept while the ledger is slow; what waits goes in together, with the checkpoint of its last", async () => {
    const command = slashCommand("helpme");
    const callback = `POST /interactions/${command.id}/${String(command.token)}/callback` as const;
    bench().rest.on(callback, () => ({ status: 204 }));
    const allHere = Promise.withResolvers<void>();
    let running = 0;
    let most = 0;
    const ledger = shelf(async () => {
      running += 1;
      most = Math.max(most, running);
      await allHere.promise;
      running -= 1;
    });
    await bench().connect(ledger);
    const said = Array.from({ length: 600 }, (_, n) => `line ${n}`);
    for (const text of said) bench().say(text);
    // The acknowledgement does not wait for the ledger, so it tells that everything before has arrived.
    bench().wire.dispatch("INTERACTION_CREATE", command);
    await until(() => bench().rest.of(callback).length === 1);
    allHere.resolve();
    await until(() => ledger.events.length === said.length + 1);
    expect(textsOf(ledger.events)).toEqual([...said, "member.commanded"]);
    expect(most).toBe(1);
    // READY alone, then everything in a few large batches.
    expect(ledger.batches.length).toBeLessThan(10);
    // READY is sequence 1, so a checkpoint counts the events up to it plus one.
    let stored = 0;
    const expected = ledger.batches.map((events) => 1 + (stored += events));
    expect(ledger.sequences).toEqual(expected);
  });
});

it("acknowledges an interaction while the ledger is still busy with it", async () => {
  const slow = Promise.withResolvers<void>();
  const ledger = shelf((events) => (events.length > 0 ? slow.promise : Promise.resolve()));
  await bench().connect(ledger);
  const command = slashCommand("helpme");
  const callback = `POST /interactions/${command.id}/${String(command.token)}/callback` as const;
  bench().rest.on(callback, () => ({ status: 204 }));
  bench().wire.dispatch("INTERACTION_CREATE", command);
  await until(() => bench().rest.of(callback).length === 1);
  expect(ledger.events).toEqual([]);
  slow.resolve();
  await until(() => ledger.events.length === 1);
  expect(textsOf(ledger.events)).toEqual(["member.commanded"]);
});
