import type { Resource, Spec } from "../../../../src/domain/blueprint.ts";
import { resource } from "../../../provision/shelf.ts";
import type { Dice } from "./dice.ts";

const EVENTS = ["task.created", "task.canceled", "reservation.accepted"];

export function twilioBlueprint(dice: Dice): readonly Resource[] {
  const { maybe, pick, some, thing, to } = dice;
  const queues = some(["help", "sales"]);
  const workflows = queues.length === 0 ? [] : some(["desk", "night"]);
  const taskChannels = ["chat", ...some(["discord"])];
  const sinks = some(["sink"]);
  const named = (word: string) => pick([word, `${word} two`]);
  return [
    ...["twilio.workspace" as const, "twilio.chat-service" as const].map((kind) => ({
      ...resource(kind, "support", {}, { managed: "reference" }),
      spec: {},
    })),
    ...taskChannels.map((word) => ({
      ...thing("twilio.task-channel", word, { uniqueName: word }),
      ...(word === "chat" ? { managed: "reference" as const } : {}),
    })),
    ...some(["training", "on-call"]).map((word) =>
      thing("twilio.activity", word, { name: named(word), available: word === "on-call" }),
    ),
    ...queues.map((word) =>
      thing("twilio.queue", word, { name: named(word), targetWorkers: pick(["1==1", 'skills HAS "help"']) }),
    ),
    ...workflows.map((word) =>
      thing("twilio.workflow", word, {
        name: named(word),
        queue: to("twilio.queue", pick(queues)),
        reservationTimeout: pick([60, 90]),
      }),
    ),
    ...flows(dice, workflows, taskChannels),
    ...some(["callback"]).map((word) =>
      thing("twilio.callback", word, {
        url: pick(["https://bridge.example/events", "https://other.example/events"]),
        events: ["task.wrapup", ...some(EVENTS)],
      }),
    ),
    ...sinks.map((word) =>
      thing("twilio.event-sink", word, { name: named(word), url: "https://bridge.example/streams" }),
    ),
    ...sinks.flatMap((sink) =>
      some(["subscription"]).map((word) =>
        thing("twilio.event-subscription", word, {
          name: named(word),
          sink: to("twilio.event-sink", sink),
          events: ["task.wrapup", ...some(EVENTS)],
        }),
      ),
    ),
    ...some(["timers"]).map((word) =>
      thing("twilio.conversation-timers", word, {
        inactiveMinutes: pick([30, 60]),
        closedMinutes: pick([null, 4320]),
      }),
    ),
    ...some(["configuration"]).map((word) =>
      thing("twilio.flex-configuration", word, { settings: settings(maybe(), maybe()) }),
    ),
  ];
}

/** Flows of both transports, and what leads to the older one. */
function flows(
  { pick, some, thing, to }: Dice,
  workflows: readonly string[],
  taskChannels: readonly string[],
): readonly Resource[] {
  if (workflows.length === 0) return [];
  const named = (word: string) => pick([word, `${word} two`]);
  const old = some(["old-flow"]);
  const chats = some(["chat-one", "chat-two"]);
  return [
    ...[...some(["flow"]), ...old].map((word) =>
      thing("twilio.flow", word, {
        name: named(word),
        template: word === "flow" ? "assistant-then-agent" : "assistant-then-agent-legacy",
        workflow: to("twilio.workflow", pick(workflows)),
        taskChannel: to("twilio.task-channel", pick(taskChannels)),
        askUrl: pick(["https://bridge.example/ask", "https://other.example/ask"]),
        secret: { secret: "studio-secret" },
        memberAuthorPrefix: pick(["discord_", "member_"]),
      }),
    ),
    ...chats.map((word) =>
      thing("twilio.legacy-chat-service", word, { name: named(word), userChannels: pick([250, 1000]) }),
    ),
    ...old.flatMap((flow) =>
      (chats.length === 0 ? [] : some(["entrance"])).map((word) =>
        thing("twilio.legacy-flex-flow", word, {
          name: named(word),
          chatService: to("twilio.legacy-chat-service", pick(chats)),
          flow: to("twilio.flow", flow),
        }),
      ),
    ),
  ];
}

const settings = (hidden: boolean, isLight: boolean): Readonly<Record<string, Spec>> => ({
  ui_attributes: {
    componentProps: { CRMContainer: { uri: `https://${isLight ? "a" : "b"}.example`, hidden } },
  },
});
