import type { APIInteraction } from "discord-api-types/v10";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { decodeCustomId, encodeCustomId } from "../../../src/discord/interactions/custom-id.ts";
import { interactionEvent } from "../../../src/discord/inbound/interaction.ts";
import { createInteractions, type Interactions } from "../../../src/discord/interactions/interactions.ts";
import { createRest } from "../../../src/discord/rest/rest.ts";
import { systemClock, type Clock } from "../../../src/domain/clock.ts";
import type { InteractionId } from "../../../src/domain/ids.ts";
import { startFakeRest, type FakeRest, type Reaction } from "../support/fake-rest.ts";
import {
  APPLICATION_ID,
  BOT_ID,
  buttonPress,
  INTERACTION_TOKEN,
  listeningLog,
  newId,
  noNames,
  slashCommand,
  TOKEN,
} from "../support/wire.ts";

const reader = {
  botId: BOT_ID,
  names: noNames,
  isThread: () => false,
  commandKey: (name: string) => name,
};
let discord: FakeRest;
let lines: string[];
let ahead: number;
let door: Interactions;

/** The real clock, some time ahead. */
const clock: Clock = {
  now: () => systemClock.now() + ahead,
  after: (ms, ring) => systemClock.after(ms, ring),
};

beforeEach(async () => {
  discord = await startFakeRest();
  ahead = 0;
  const { log, lines: heard } = listeningLog();
  lines = heard;
  door = createInteractions({
    rest: createRest({ token: TOKEN, api: discord.api }),
    clock,
    log,
    suggestions: () => [],
    formOf: () => null,
  });
});

afterEach(async () => {
  await discord[Symbol.asyncDispose]();
});

type Wire = ReturnType<typeof slashCommand>;

function answer(interaction: Wire, ...reactions: Reaction[]): void {
  discord.on(
    `POST /interactions/${interaction.id}/${INTERACTION_TOKEN}/callback`,
    () => reactions.shift() ?? { status: 204 },
  );
}

async function arrive(interaction: Wire, replayed = false): Promise<void> {
  const typed = interaction as unknown as APIInteraction;
  const event = interactionEvent(typed, reader);
  if ("ignored" in event) throw new Error(event.ignored);
  door.arrived(typed, event.happening, replayed);
  await door.settled();
}

const grantOf = (interaction: Wire) => door.grant(interaction.id as InteractionId);
const GRANT = { applicationId: APPLICATION_ID, token: INTERACTION_TOKEN };

describe("the door", () => {
  it("defers a command's reply, for its user's eyes only", async () => {
    const command = slashCommand("helpme");
    answer(command);
    await arrive(command);
    expect(discord.received.map(({ body }) => body)).toEqual([{ type: 5, data: { flags: 64 } }]);
    expect(await grantOf(command)).toEqual(GRANT);
  });

  it("defers a button's update, and keeps nothing that could overwrite its message", async () => {
    const press = buttonPress("fx:human:c1");
    answer(press);
    await arrive(press);
    expect(discord.received.map(({ body }) => body)).toEqual([{ type: 6 }]);
    expect(await grantOf(press)).toBeNull();
  });

  it("tries again while there is time, and takes 'already acknowledged' for done", async () => {
    const command = slashCommand("helpme");
    answer(command, "drop", {
      status: 400,
      body: { code: 40_060, message: "Interaction has already been acknowledged." },
    });
    await arrive(command);
    expect(discord.received).toHaveLength(2);
    expect(await grantOf(command)).toEqual(GRANT);
  });

  it("gives no reply to finish when Discord no longer knows the interaction", async () => {
    const command = slashCommand("helpme");
    answer(command, { status: 404, body: { code: 10_062, message: "Unknown interaction" } });
    await arrive(command);
    expect(discord.received).toHaveLength(1);
    expect(await grantOf(command)).toBeNull();
    expect(lines.join("")).toContain("could not be acknowledged");
    expect(lines.join("")).not.toContain(INTERACTION_TOKEN);
  });

  it("does not acknowledge what is replayed after its three seconds", async () => {
    const command = slashCommand("helpme", { id: newId(Date.now() - 5_000) });
    await arrive(command, true);
    expect(discord.received).toEqual([]);
    expect(await grantOf(command)).toBeNull();
    expect(lines.join("")).toContain("too late");
    expect(lines.join("")).not.toContain(INTERACTION_TOKEN);
  });

  it("acknowledges a live one even when our clock is minutes ahead", async () => {
    ahead = 5 * 60_000;
    const command = slashCommand("helpme");
    answer(command);
    await arrive(command);
    expect(discord.received).toHaveLength(1);
  });

  it("forgets a token after its fifteen minutes", async () => {
    const command = slashCommand("helpme");
    answer(command);
    await arrive(command);
    ahead = 15 * 60_000;
    expect(await grantOf(command)).toBeNull();
  });
});

describe("a button's custom_id", () => {
  it("gives back what went in", () => {
    for (const meaning of [
      { action: "human", subject: "", everywhere: false },
      { action: "human", subject: "a:b:c", everywhere: false },
      { action: "me-too", subject: "12.7", everywhere: true },
    ]) {
      expect(decodeCustomId(encodeCustomId(meaning))).toEqual(meaning);
    }
  });

  it("is never longer than Discord takes", () => {
    expect(encodeCustomId({ action: "x", subject: "s".repeat(95) })).toHaveLength(100);
    expect(() => encodeCustomId({ action: "x", subject: "s".repeat(96) })).toThrow(/does not fit/);
  });

  it("is nobody else's", () => {
    for (const foreign of ["", "vote", "fx", "fx:", "fx:only", "fx::subject"])
      expect(decodeCustomId(foreign)).toBeNull();
  });
});
