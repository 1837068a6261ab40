import type { Resource } from "../../domain/blueprint.ts";
import type { Config } from "../config.ts";
import { legacyResources } from "./legacy.ts";
import { managed, refTo, referenced } from "./resource.ts";

/** There is one of each, so the key says what it is for. */
const key = "support";

/** The steps of a task that the bridge tells members about, and those that end it. */
const taskEvents = [
  "task.created",
  "task-queue.entered",
  "reservation.accepted",
  "task.wrapup",
  "task.completed",
  "task.canceled",
  "task.deleted",
  "task.system-deleted",
  "workflow.timeout",
] as const;

export function twilioResources(config: Config, publicUrl: string): readonly Resource[] {
  const { settings, environment } = config;
  const { queue, workflow } = settings.twilio;
  // Two environments may share an account, and Twilio's names are all there is to tell them apart by.
  const title = environment === "production" ? settings.project : `${settings.project} (${environment})`;
  return [
    referenced(config, "twilio.workspace", key, ["twilio"], {}),
    taskChannelResource(config),
    ...Object.entries(settings.twilio.activities).map(([name, activity]) =>
      managed(config, "twilio.activity", name, ["twilio", "activities", name], {
        name: activity.name ?? name,
        available: activity.available,
      }),
    ),
    managed(config, "twilio.queue", key, ["twilio", "queue"], {
      name: queue.name ?? title,
      targetWorkers: queue.targetWorkers,
    }),
    managed(config, "twilio.workflow", key, ["twilio", "workflow"], {
      name: workflow.name ?? title,
      queue: refTo("twilio.queue", key),
      reservationTimeout: workflow.reservationTimeout,
    }),
    ...transportResources(config, title, publicUrl),
    ...eventResources(config, title, publicUrl),
    ...accountResources(config),
  ];
}

/** What conversations reach the workflow through. */
function transportResources(config: Config, title: string, publicUrl: string): readonly Resource[] {
  const { transport, twilio } = config.settings;
  const flowFacts = {
    workflow: refTo("twilio.workflow", key),
    taskChannel: refTo("twilio.task-channel", key),
    askUrl: `${publicUrl}/twilio/studio/ask`,
    secret: { secret: "studio-secret" },
    memberAuthorPrefix: "discord_",
  } as const;
  if (transport === "programmable-chat") return legacyResources(config, title, flowFacts);
  return [
    referenced(config, "twilio.chat-service", key, ["twilio"], {}),
    managed(config, "twilio.flow", key, ["twilio", "flow"], {
      ...flowFacts,
      name: twilio.flow.name ?? title,
      template: "assistant-then-agent",
    }),
  ];
}

/** How the bridge hears of tasks: by the address that all of the workspace share, or beside everybody else. */
function eventResources(config: Config, name: string, publicUrl: string): readonly Resource[] {
  const path = ["twilio", "events"];
  if (config.settings.twilio.events === "callback") {
    const url = `${publicUrl}/twilio/taskrouter`;
    return [managed(config, "twilio.callback", key, path, { url, events: taskEvents })];
  }
  const sink = refTo("twilio.event-sink", key);
  return [
    managed(config, "twilio.event-sink", key, path, { name, url: `${publicUrl}/twilio/events` }),
    managed(config, "twilio.event-subscription", key, path, { name, sink, events: taskEvents }),
  ];
}

/** Those that come with every workspace. */
const builtInChannels: ReadonlySet<string> = new Set(["default", "voice", "chat", "sms", "video", "email"]);

function taskChannelResource(config: Config): Resource {
  const uniqueName = config.settings.twilio.taskChannel;
  const make = builtInChannels.has(uniqueName) ? referenced : managed;
  return make(config, "twilio.task-channel", key, ["twilio", "taskChannel"], { uniqueName });
}

function timersResource(
  config: Config,
  {
    inactiveMinutes,
    closedMinutes,
  }: { readonly inactiveMinutes: number | null; readonly closedMinutes: number | null },
): Resource {
  const minutes = { inactiveMinutes, closedMinutes };
  return managed(config, "twilio.conversation-timers", key, ["twilio", "timers"], minutes);
}

/** Settings of which an account has one of each, and only what the file names is ours. */
function accountResources(config: Config): readonly Resource[] {
  const { timers, flexConfiguration } = config.settings.twilio;
  const settings = flexConfiguration as Resource["spec"];
  return [
    ...(timers === undefined || timers.scope === "own" ? [] : [timersResource(config, timers)]),
    ...(Object.keys(settings).length === 0
      ? []
      : [managed(config, "twilio.flex-configuration", key, ["twilio", "flexConfiguration"], { settings })]),
  ];
}
