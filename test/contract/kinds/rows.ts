import type { Resource, Spec } from "../../../src/domain/blueprint.ts";
import {
  category,
  channel,
  command,
  openServer,
  role,
  toCategory,
  toRole,
} from "../../discord/targets/server.ts";
import type { Rounds } from "../../provision/round.ts";
import { contactCentre, openAccount } from "../../twilio/targets/account.ts";
import { legacyRows } from "./legacy-rows.ts";

type Changes = Readonly<Record<string, Spec>>;

/** One kind of resource, and what the contract needs to know to walk it through its life. */
export interface Row {
  readonly title: string;
  /** A vendor in which nothing was deployed, and somebody else who works on the same one. */
  readonly open: () => Promise<Rounds & { readonly stranger: () => Rounds }>;
  /** What must be there for it. */
  readonly needs: readonly Resource[];
  readonly resource: Resource;
  /** Every field that may change, each with another value. */
  readonly changes: Changes;
  /** Another name; absent where things have none of their own. */
  readonly rename?: string;
  /** The field that somebody else changes, of `changes`. */
  readonly drift: string;
  /** True when something alike can only be ours, so that it needs no leave to be taken over. */
  readonly owned: boolean;
}

const everyone = { target: "everyone", allow: [], deny: ["SendMessages"] };
const overwrites: Spec = [everyone, { target: toRole("helper"), allow: ["ViewChannel"], deny: [] }];
const withHelper = [role("helper", 0)];

const discord: readonly Omit<Row, "open">[] = [
  {
    title: "discord.role",
    needs: [],
    resource: role("moderator", 0),
    changes: {
      permissions: ["ManageMessages"],
      color: "#5865f2",
      hoist: true,
      mentionable: true,
    },
    rename: "Moderators",
    drift: "color",
    owned: false,
  },
  {
    title: "discord.category",
    needs: withHelper,
    resource: category("support", 0),
    changes: { overwrites },
    rename: "Support desk",
    drift: "overwrites",
    owned: false,
  },
  {
    title: "discord.channel (text)",
    needs: [...withHelper, category("support", 0)],
    resource: channel("help", 0),
    changes: {
      topic: "Ask here",
      slowmode: 10,
      nsfw: true,
      overwrites,
      category: toCategory("support"),
    },
    rename: "help-desk",
    drift: "topic",
    owned: false,
  },
  {
    title: "discord.channel (voice)",
    needs: withHelper,
    resource: channel("lounge", 0, { type: "voice" }),
    changes: { nsfw: true, overwrites },
    rename: "The Lounge",
    drift: "nsfw",
    owned: false,
  },
  {
    title: "discord.command (slash)",
    needs: [],
    resource: command("bug"),
    changes: {
      description: "Tell us what broke",
      contexts: ["server"],
      defaultPermissions: ["ManageMessages"],
      options: [{ name: "area", type: "string", description: "Where", required: true, choices: ["a", "b"] }],
      nameLocalizations: { de: "fehler" },
      descriptionLocalizations: { de: "Was kaputt ist" },
    },
    rename: "defect",
    drift: "description",
    owned: true,
  },
  {
    title: "discord.command (of the server)",
    needs: [],
    resource: command("bug", { scope: "guild", contexts: ["server"] }),
    changes: { description: "Tell us what broke" },
    rename: "defect",
    drift: "description",
    owned: true,
  },
];

const of = (kind: Resource["kind"]): Resource => {
  const found = contactCentre.find((item) => item.kind === kind);
  if (found === undefined) throw new Error(`no ${kind} in the contact centre`);
  return found;
};

const twilio: readonly Omit<Row, "open">[] = [
  {
    title: "twilio.queue",
    needs: [],
    resource: of("twilio.queue"),
    changes: { targetWorkers: 'routing.skills HAS "help"' },
    rename: "Support",
    drift: "targetWorkers",
    owned: false,
  },
  {
    title: "twilio.workflow",
    needs: [of("twilio.queue")],
    resource: of("twilio.workflow"),
    changes: { reservationTimeout: 90 },
    rename: "Support",
    drift: "reservationTimeout",
    owned: false,
  },
  {
    title: "twilio.flow",
    needs: [of("twilio.task-channel"), of("twilio.queue"), of("twilio.workflow")],
    resource: of("twilio.flow"),
    changes: { askUrl: "https://other.example/twilio/studio/ask", memberAuthorPrefix: "member_" },
    rename: "Discord help",
    drift: "askUrl",
    owned: true,
  },
  {
    title: "twilio.callback",
    needs: [],
    resource: of("twilio.callback"),
    changes: { events: ["task.created"], url: "https://other.example/twilio/taskrouter" },
    drift: "events",
    owned: true,
  },
];

/** A new kind adds a row, and the contract walks it. */
export const rows: readonly Row[] = [
  ...discord.map((row) => ({ ...row, open: openServer })),
  ...twilio.map((row) => ({ ...row, open: openAccount })),
  ...legacyRows.map((row) => ({ ...row, open: openAccount })),
];
