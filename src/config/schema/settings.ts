import { z } from "zod";
import { alerts } from "./alerts.ts";
import { announcements } from "./announcements.ts";
import { cases } from "./cases.ts";
import { desk } from "./desk.ts";
import { community } from "./community.ts";
import { discord } from "./discord.ts";
import { gates } from "./gates.ts";
import { support } from "./support.ts";
import { legacy } from "./legacy.ts";
import { upkeep } from "./upkeep.ts";
import { form, key, text, webAddress, whole } from "./words.ts";

const title = text(100).optional();
/** There is one of each in the file, so none has had another key. */
const { managed, protect } = upkeep;
const ofOne = { managed, protect };

const twilio = z.strictObject({
  taskChannel: form(/^[\w-]{1,64}$/u, "the unique name of a task channel, such as chat")
    .default("chat")
    .describe("Unique name of the TaskRouter channel of the work offered to agents; made when it is new."),
  queue: z
    .strictObject({
      ...ofOne,
      name: title,
      targetWorkers: text(500).default("1==1").describe("TaskRouter expression that chooses the agents."),
    })
    .prefault({}),
  workflow: z
    .strictObject({
      ...ofOne,
      name: title,
      reservationTimeout: whole(1, 86_400, "seconds")
        .default(120)
        .describe("Seconds an agent has to accept."),
    })
    .prefault({}),
  flow: z.strictObject({ ...ofOne, name: title }).prefault({}),
  events: z
    .enum(["callback", "streams"])
    .default("callback")
    .describe("How TaskRouter tells what becomes of work: the workspace's one callback, or Event Streams."),
  activities: z
    .record(
      key,
      z.strictObject({
        ...upkeep,
        name: text(64).optional().describe("Title of the activity; its key when left out."),
        available: z
          .boolean()
          .default(false)
          .describe("Whether agents in it are offered work; cannot change once it exists."),
      }),
    )
    .prefault({})
    .describe("What agents can be doing, by key; those Flex comes with need not be named."),
  timers: z
    .strictObject({
      inactiveMinutes: whole(1, 525_600, "minutes").nullable().default(null),
      closedMinutes: whole(10, 525_600, "minutes").nullable().default(null),
      scope: z
        .enum(["account", "own"])
        .default("account")
        .describe("`account`: the default of all its new conversations. `own`: those flexcord opens, alone."),
    })
    .optional()
    .describe("When quiet conversations become inactive and are closed."),
  flexConfiguration: z
    .record(form(/^[a-z_]+$/u, "a setting by Twilio's name, such as ui_attributes"), z.unknown())
    .prefault({})
    .describe("Settings of the Flex configuration by Twilio's names; what is not named stays as it is."),
  legacy: legacy.prefault({}),
});

const state = z.strictObject({
  backend: z
    .enum(["file", "twilio-sync"])
    .default("file")
    .describe("Where the identity map is kept: beside this file, or in a document of the Twilio account."),
});

const bridge = z.strictObject({
  listen: z
    .strictObject({
      host: text(253).default("127.0.0.1").describe("Address Twilio's callbacks are awaited on."),
      port: whole(0, 65_535).default(8080),
    })
    .prefault({}),
  operator: z
    .strictObject({
      listen: z.strictObject({
        host: text(253).default("127.0.0.1"),
        port: whole(0, 65_535).describe("Port of the operator API; another than that of bridge.listen."),
      }),
    })
    .optional()
    .describe("Lets `logs`, `status` and `replay` reach the daemon from another machine; off when left out."),
  store: z
    .strictObject({
      path: text(1000).optional().describe("File of the ledger; .flexcord/<environment>.db when left out."),
      retentionDays: whole(1, 36_500, "days")
        .default(90)
        .describe("Days after which what was written is dropped; the record of its delivery stays."),
    })
    .prefault({}),
  threads: z
    .strictObject({
      channel: key
        .optional()
        .describe("Key of the text channel below which they are opened; none are when left out."),
    })
    .prefault({})
    .describe("Private threads, for members whose direct messages are closed."),
  desk: desk.prefault({}).describe("Pages for agents and operators, at /desk of the public address."),
  gates: gates.prefault({}).describe("What keeps a few from taking the help desk from everybody else."),
  delays: z
    .strictObject({
      tellAfterSeconds: whole(1, 86_400, "seconds")
        .default(60)
        .describe("How long a line may wait for one side before member and agent are told."),
    })
    .prefault({}),
  handoff: z
    .strictObject({
      phrases: z
        .array(text(100))
        .max(100, "at most 100 phrases")
        .default([])
        .describe("Words that ask for a human, beside those flexcord knows."),
      waitSeconds: whole(1, 300, "seconds")
        .default(8)
        .describe("How long the Studio flow has to create the task before the bridge does it itself."),
    })
    .prefault({}),
});

const assistant = z.strictObject({
  knowledge: text(1000).default("./knowledge").describe("Folder of the help articles, as Markdown files."),
  maxArticles: whole(1, 10).default(3).describe("How many articles an answer links at most."),
  minScore: z
    .number()
    .min(0, "a number from 0 to 1")
    .max(1, "a number from 0 to 1")
    .default(0.3)
    .describe("How well an article must match, from 0 to 1, before it is offered."),
  external: z
    .strictObject({
      url: webAddress.describe("Address of the engine that answers in place of the articles."),
      timeoutSeconds: whole(1, 60, "seconds")
        .default(8)
        .describe("How long a member waits for it, all tries included, before the articles answer."),
      retries: whole(0, 5).default(2).describe("How often it is asked again within that time."),
    })
    .optional()
    .describe("An engine of your own. Needs FLEXCORD_ASSISTANT_SECRET."),
  graceSeconds: whole(1, 60, "seconds")
    .default(3)
    .describe("How long the Studio flow has to ask for an answer before the bridge answers by itself."),
});

/** The config file. Types, faults and the JSON Schema are all made from this one description. */
export const settings = z.strictObject({
  version: z.literal(1, { error: "1, the only version there is" }).describe("Version of this file's format."),
  project: key.describe("Names what is created in Twilio; lower-case, as in `nebula-support`."),
  transport: z
    .enum(["conversations", "programmable-chat"])
    .default("conversations")
    .describe(
      "How conversations reach Flex. programmable-chat is legacy: Twilio ended it for Flex on 1 June 2026.",
    ),
  language: form(/^[a-z]{2,3}(-[A-Z]{2})?$/u, "a language such as en-US")
    .default("en-US")
    .describe("Language of agents, and of members whose own is unknown or not spoken by flexcord."),
  memberLanguage: form(/^(auto|[a-z]{2,3}(-[A-Z]{2})?)$/u, "auto, or a language such as fr")
    .default("auto")
    .describe("Language members are spoken to in; auto for the one they use Discord in."),
  environments: z
    .record(
      form(/^[a-z0-9][a-z0-9-]{0,30}$/u, "the name of an environment in lower case, such as staging"),
      z.record(z.string(), z.unknown()),
    )
    .prefault({})
    .describe("What is different in which environment: any keys of this file, by the environment's name."),
  state: state.prefault({}),
  discord: discord,
  twilio: twilio.prefault({}),
  bridge: bridge.prefault({}),
  support: support.prefault({}),
  alerts: alerts.prefault({}).describe("Who is told when something is wrong."),
  announcements: announcements.prefault({}).describe("Official news, from one to many."),
  assistant: assistant.prefault({}),
  cases: cases.prefault({}),
  community: community.prefault({}).describe("What members can do besides asking for help."),
  texts: z
    .record(
      z.string(),
      z.union([text(2000), z.record(z.string(), text(2000))], {
        error: "a sentence, or sentences of one language by their id",
      }),
    )
    .prefault({})
    .describe(
      "Sentences of flexcord in your own words, by their id: in the file's language, or below the name of another.",
    ),
});

export type Settings = z.output<typeof settings>;
