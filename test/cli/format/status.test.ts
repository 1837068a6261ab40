import { Chalk } from "chalk";
import { expect, it } from "vitest";
import { renderStatus } from "../../../src/cli/format/status.ts";
import type { Status } from "../../../src/operator/status.ts";

const NOW = 1_780_000_000_000;
const MINUTE = 60_000;

const troubled: Status = {
  daemon: { version: "0.1.0", startedAt: NOW - 150 * MINUTE, gateway: false },
  at: NOW,
  spanMs: 60 * MINUTE,
  figures: {
    undecided: 1,
    pending: { member: 120, agent: 3, assistant: 0 },
    retrying: 4,
    parked: 2,
    lanes: 60,
    oldestWaiting: NOW - 5 * MINUTE,
    failures: [
      { code: "discord.unavailable", count: 30 },
      { code: "network.timeout", count: 1 },
    ],
    raid: { since: NOW - 6 * MINUTE, until: NOW + MINUTE },
    alerts: [{ kind: "token.refused", subject: "discord", since: NOW - 4 * MINUTE }],
    received: 1234,
    notes: [{ kind: "gateway.closed", at: NOW - 3 * MINUTE, reason: "close code 4000" }],
  },
};

const rendered = (status: Status, width: number) =>
  renderStatus(status, { style: new Chalk({ level: 0 }), width }).split("\n");

it("tells one fact a line where there is room", () => {
  expect(rendered(troubled, 100)).toEqual([
    "daemon    version 0.1.0, up for 3 h",
    "gateway   not connected; closed 3 min ago",
    "waiting   124 in 60 lanes: 120 to Discord, 3 to Twilio, 1 to decide",
    "oldest    5 min ago",
    "retrying  4",
    "parked    2, see flexcord parked",
    "alerts    token.refused discord for 4 min",
    "raid mode on for 6 min, a few newcomers are let in at a time",
    "last hour 1234 events, 31 failed tries: 30 discord.unavailable, 1 network.timeout",
  ]);
});

it.each([30, 47, 48, 60, 80])("writes no line wider than %i columns, and leaves nothing out", (width) => {
  const lines = rendered(troubled, width);
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(width);
  const words = (all: readonly string[]) => all.join(" ").split(/\s+/u);
  expect(words(lines)).toEqual(words(rendered(troubled, 200)));
});

it("says so when no daemon runs and nothing waits", () => {
  const idle: Status = {
    ...troubled,
    daemon: null,
    figures: {
      ...troubled.figures,
      undecided: 0,
      pending: { member: 0, agent: 0, assistant: 0 },
      oldestWaiting: null,
      failures: [],
      notes: [],
      alerts: [],
      raid: { since: NOW - 9 * MINUTE, until: NOW },
    },
  };
  const text = rendered(idle, 80).join("\n");
  for (const part of [
    "daemon    not running",
    "waiting   nothing",
    "oldest    none",
    "alerts    none",
    "no failed tries",
  ])
    expect(text).toContain(part);
  expect(text).not.toContain("raid");
});

it("breaks after a comma rather than within what belongs together", () => {
  expect(rendered(troubled, 60).slice(2, 4)).toEqual([
    "waiting   124 in 60 lanes: 120 to Discord, 3 to Twilio,",
    "          1 to decide",
  ]);
});
