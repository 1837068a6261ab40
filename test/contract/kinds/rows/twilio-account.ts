import { resource } from "../../../provision/shelf.ts";
import type { Unopened } from "../row.ts";

const sink = (key: string) =>
  resource("twilio.event-sink", key, { name: key, url: "https://bridge.example/twilio/events" });
const toSink = (key: string) => ({ ref: { kind: "twilio.event-sink", key } }) as const;
const desk = (uri: string) => ({ ui_attributes: { componentProps: { CRMContainer: { uri } } } });

export const accountRows: readonly Unopened[] = [
  {
    title: "twilio.event-sink",
    needs: [],
    resource: sink("support"),
    changes: {},
    identifying: { url: "https://elsewhere.example/twilio/events" },
    rename: "Support desk",
    drift: "name",
    owned: true,
    leaves: "nothing",
  },
  {
    title: "twilio.event-subscription",
    needs: [sink("support"), sink("other")],
    resource: resource("twilio.event-subscription", "support", {
      name: "game",
      sink: toSink("support"),
      events: ["task.created", "reservation.accepted"],
    }),
    changes: { events: ["task.canceled", "task.created"] },
    identifying: { sink: toSink("other") },
    rename: "games",
    drift: "events",
    owned: true,
    leaves: "nothing",
  },
  {
    title: "twilio.conversation-timers",
    needs: [],
    resource: resource("twilio.conversation-timers", "support", { inactiveMinutes: 60, closedMinutes: 4320 }),
    changes: { inactiveMinutes: null, closedMinutes: 20 },
    drift: "closedMinutes",
    guarded: true,
    owned: true,
    leaves: "nothing",
  },
  {
    title: "twilio.flex-configuration",
    needs: [],
    resource: resource("twilio.flex-configuration", "support", { settings: desk("https://desk.example") }),
    changes: { settings: desk("https://other.example") },
    drift: "settings",
    owned: true,
    leaves: "everything",
  },
];
