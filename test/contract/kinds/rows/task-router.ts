import type { Resource } from "../../../../src/domain/blueprint.ts";
import { resource } from "../../../provision/shelf.ts";
import { contactCentre } from "../../../twilio/targets/account.ts";
import type { Unopened } from "../row.ts";

const of = (kind: Resource["kind"]): Resource => {
  const found = contactCentre.find((item) => item.kind === kind);
  if (found === undefined) throw new Error(`no ${kind} in the contact centre`);
  return found;
};

const another = (kind: Resource["kind"]): Resource => ({
  ...of(kind),
  key: "other",
  spec: { ...of(kind).spec, name: "Other" },
});
const toOther = (kind: Resource["kind"]) => ({ ref: { kind, key: "other" } });

export const taskRouterRows: readonly Unopened[] = [
  {
    title: "twilio.task-channel",
    needs: [],
    resource: resource("twilio.task-channel", "support", { uniqueName: "discord" }),
    changes: {},
    identifying: { uniqueName: "elsewhere" },
    owned: true,
    leaves: "nothing",
  },
  {
    title: "twilio.activity",
    needs: [],
    resource: resource("twilio.activity", "training", { name: "Training", available: false }),
    changes: {},
    fixed: { available: true },
    rename: "Course",
    drift: "name",
    owned: false,
    leaves: "nothing",
  },
  {
    title: "twilio.queue",
    needs: [],
    resource: of("twilio.queue"),
    changes: { targetWorkers: 'routing.skills HAS "help"' },
    rename: "Support",
    drift: "targetWorkers",
    owned: false,
    leaves: "nothing",
  },
  {
    title: "twilio.workflow",
    needs: [of("twilio.queue"), another("twilio.queue")],
    resource: of("twilio.workflow"),
    changes: { reservationTimeout: 90, queue: toOther("twilio.queue") },
    rename: "Support",
    drift: "reservationTimeout",
    owned: false,
    leaves: "nothing",
  },
  {
    title: "twilio.flow",
    needs: [
      of("twilio.task-channel"),
      resource("twilio.task-channel", "other", { uniqueName: "discord" }),
      of("twilio.queue"),
      of("twilio.workflow"),
      another("twilio.workflow"),
    ],
    resource: of("twilio.flow"),
    changes: {
      askUrl: "https://other.example/twilio/studio/ask",
      memberAuthorPrefix: "member_",
      workflow: toOther("twilio.workflow"),
      taskChannel: toOther("twilio.task-channel"),
    },
    constant: {
      template: "there is one for each transport",
      secret: "its name is always the same; another value of it is a change (test/provision/deploy.test.ts)",
    },
    rename: "Discord help",
    drift: "askUrl",
    owned: true,
    leaves: "nothing",
  },
  {
    title: "twilio.callback",
    needs: [],
    resource: of("twilio.callback"),
    changes: { events: ["task.created"], url: "https://other.example/twilio/taskrouter" },
    drift: "events",
    owned: true,
    leaves: "nothing",
  },
];
