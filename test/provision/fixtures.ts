import type { Resource } from "../../src/domain/blueprint.ts";
import { rounds, stillClock } from "./round.ts";
import { createShelf, resource } from "./shelf.ts";

const KINDS = [
  "discord.role",
  "discord.everyone",
  "discord.category",
  "discord.channel",
  "twilio.queue",
  "twilio.workflow",
] as const;

export const ref = (kind: (typeof KINDS)[number], key: string) => ({ ref: { kind, key } });

export const queue = resource("twilio.queue", "support", { targetWorkers: "1==1" });
export const workflow = resource("twilio.workflow", "support", {
  queue: ref("twilio.queue", "support"),
  seconds: 30,
});
export const category = resource("discord.category", "help", { order: 0 }, { protected: true });
export const channel = (key: string, order: number, spec: Resource["spec"] = {}) =>
  resource("discord.channel", key, { in: ref("discord.category", "help"), order, topic: null, ...spec });

/** An empty shelf and an identity map that does not exist yet. */
export function open() {
  const shelf = createShelf(KINDS, () => stillClock.now());
  return { shelf, ...rounds(() => [shelf.side], stillClock) };
}
