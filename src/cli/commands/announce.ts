import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { type Announcement, type Operation, requireText } from "../../app/operate/operate.ts";
import { Failure } from "../../domain/failure.ts";
import type { Action, AnnounceOptions, AnnouncementsOptions, CommandContext } from "../command.ts";
import { EXIT } from "../exit.ts";
import { printable } from "../format/log.ts";
import { openDeployment } from "../operate-options.ts";
import { openProject } from "../project.ts";
import { confirm } from "../terminal/prompt.ts";
import { requireLedger } from "../require-ledger.ts";

/** Announces something, once somebody has seen it as it will be. */
export const announcePost: Action<AnnounceOptions> = async (context, options) => {
  const { terminal, signal } = context;
  const text = textOf(context, options);
  requireText(text);
  const { at, role = null, crosspost } = options;
  requireDescribed(context, options);
  terminal.say(preview(text, options));
  if (options.dryRun) {
    if (options.json) terminal.json({ version: 1, dryRun: true, text, role, crosspost, at: timeOf(at) });
    return EXIT.done;
  }
  if (!options.yes && !(await confirm(terminal, { message: "Announce this?", flag: "--yes" }, signal)))
    throw new Failure("run.interrupted", "Nothing was announced.");
  using operation = await openDeployment(context, options);
  const dueAt = at ?? Date.now();
  const made = await operation.announce({ text, role, crosspost, dueAt });
  const now = at === undefined ? await whenPosted(operation, made, signal) : made;
  if (options.json) terminal.json({ version: 1, announcement: asData(now) });
  else terminal.say(sentenceOf(now));
  return now.failure === null ? EXIT.done : EXIT.otherSide;
};

/** The newest announcements, newest first. */
export const announceList: Action<AnnouncementsOptions> = async (context, options) => {
  const { terminal } = context;
  requireDescribed(context, options);
  using operation = await openDeployment(context, options);
  const all = await operation.announcements();
  if (options.json) terminal.json({ version: 1, announcements: all.map(asData) });
  else for (const one of all) terminal.data(lineOf(one));
  if (all.length === 0) terminal.say("Nothing has been announced yet.");
  return EXIT.done;
};

/** Takes one back that nobody has seen. */
export const announceCancel: Action<AnnouncementsOptions> = async (context, options) => {
  const { terminal } = context;
  const [typed = ""] = options.operands;
  if (!/^\d{1,15}$/u.test(typed)) throw notWaiting(typed);
  requireDescribed(context, options);
  using operation = await openDeployment(context, options);
  const cancelled = await operation.cancelAnnouncement(Number(typed));
  if (cancelled === null) throw notWaiting(typed);
  if (options.json) terminal.json({ version: 1, announcement: asData(cancelled) });
  else terminal.say(`Announcement ${cancelled.id} is cancelled.`);
  return EXIT.done;
};

function notWaiting(typed: string): Failure {
  return new Failure("usage.invalid", `No announcement ${JSON.stringify(typed)} waits to be posted.`, {
    fix: "`flexcord announce list` shows those that do. What is posted already is deleted in Discord.",
  });
}

function textOf({ cwd }: CommandContext, { operands: [typed], file }: AnnounceOptions): string {
  if ((typed === undefined) === (file === undefined)) {
    throw new Failure("usage.invalid", "An announcement needs a text, once.", {
      fix: "Give it as the argument, or in a file with --file.",
    });
  }
  if (file === undefined) return typed?.trim() ?? "";
  try {
    return readFileSync(resolve(cwd, file), "utf8").trim();
  } catch (thrown) {
    throw new Failure("usage.invalid", "The file cannot be read.", {
      where: file,
      fix: "Name a text file.",
      cause: thrown,
    });
  }
}

/** Beside the ledger the config says what there is; from afar the daemon's config does. */
function requireDescribed(
  context: CommandContext,
  options: AnnouncementsOptions & { readonly role?: string },
): void {
  if (options.remote !== undefined) return;
  const { config } = openProject(context, options);
  const { discord, announcements } = config.settings;
  requireLedger(config.paths.store);
  if (!Object.hasOwn(discord.channels, announcements.channel)) {
    throw new Failure("config.invalid", `The config has no channel ${announcements.channel}.`, {
      where: "announcements.channel",
      fix: "Describe that channel, or name another one.",
    });
  }
  if (options.role === undefined || Object.hasOwn(discord.roles, options.role)) return;
  throw new Failure("usage.invalid", `The config has no role ${JSON.stringify(options.role)}.`, {
    where: "--role",
    fix: `Give a role's key: ${Object.keys(discord.roles).join(", ")}.`,
  });
}

function preview(text: string, { at, role, crosspost }: AnnounceOptions): string {
  const facts = [
    `when      ${timeOf(at) ?? "now"}`,
    `pings     ${role ?? "nobody"}`,
    `followers ${crosspost ? "get it too" : "do not get it"}`,
  ];
  return [...facts, "", ...text.split("\n").map((line) => `  ${printable(line)}`), ""].join("\n");
}

const PATIENCE_MS = 10_000;
const LOOK_MS = 200;

/** As it stands once a running daemon has tried to post it; without one it waits. */
async function whenPosted(
  operation: Operation,
  made: Announcement,
  signal: AbortSignal,
): Promise<Announcement> {
  if ((await operation.status()).daemon === null) return made;
  const deadline = Date.now() + PATIENCE_MS;
  let latest = made;
  while (latest.state === "waiting" && latest.failure === null && Date.now() < deadline && !signal.aborted) {
    await new Promise((done) => setTimeout(done, LOOK_MS));
    latest = (await operation.announcements()).find(({ id }) => id === made.id) ?? latest;
  }
  return latest;
}

function sentenceOf({ id, state, failure, dueAt }: Announcement): string {
  if (state === "posted") return `Announcement ${id} is posted.`;
  if (failure !== null) return `Announcement ${id} could not be posted yet (${failure}); it is tried again.`;
  if (dueAt > Date.now()) return `Announcement ${id} will be posted at ${timeOf(dueAt)}.`;
  return `Announcement ${id} waits for \`flexcord run\` to post it.`;
}

function lineOf(announcement: Announcement): string {
  const { id, state, crosspostState, source, text, failure, dueAt } = announcement;
  const became = crosspostState === "done" ? "published" : state;
  const why = failure === null ? "" : ` (${failure})`;
  const origin = source ?? "by hand";
  return [`${id}`.padStart(4), timeOf(dueAt), became.padEnd(9), origin, printable(text)].join("  ") + why;
}

const timeOf = (at: number | undefined): string | null =>
  at === undefined ? null : new Date(at).toISOString();

const asData = (announcement: Announcement) => {
  const { id, source, text, role, state, crosspostState, attempts, postId, failure } = announcement;
  const [madeAt, dueAt] = [timeOf(announcement.madeAt), timeOf(announcement.dueAt)];
  const publishedAt = timeOf(announcement.publishedAt ?? undefined);
  return {
    id,
    source,
    text,
    role,
    madeAt,
    dueAt,
    state,
    crosspostState,
    publishedAt,
    attempts,
    postId,
    failure,
  };
};
