import { expect, test } from "vitest";
import { withTransport } from "../../src/config/choose-transport.ts";

const choice = { file: "flexcord.yaml", environment: "production", transport: "conversations" } as const;

test.each([
  [
    "where it stands, and nothing else",
    "# ours\ntransport: programmable-chat # for now\nproject:   x\n",
    "# ours\ntransport: conversations # for now\nproject:   x\n",
  ],
  ["in quotes too", "transport: 'programmable-chat'\n", "transport: conversations\n"],
  ["at the end, where it was left out", "project: x\n\n\n", "project: x\n\ntransport: conversations\n"],
  [
    "of the environment, where that has its own",
    "transport: programmable-chat\nenvironments:\n  production:\n    transport: programmable-chat\n  staging: {}\n",
    "transport: programmable-chat\nenvironments:\n  production:\n    transport: conversations\n  staging: {}\n",
  ],
])("another transport is written %s", (_, before, after) => {
  expect(withTransport(before, choice)).toBe(after);
});

test("a transport that other environments share is not changed for them", () => {
  const text = "transport: programmable-chat\nenvironments:\n  staging: {}\n";
  expect(() => withTransport(text, choice)).toThrow(
    expect.objectContaining({
      code: "config.invalid",
      message: expect.stringContaining("staging would move along") as string,
    }) as Error,
  );
});
