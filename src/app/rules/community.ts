import { bugPost } from "../../bridge/community/bug-post.ts";
import { ideaPost } from "../../bridge/community/idea-post.ts";
import { reportPost } from "../../bridge/community/report-post.ts";
import type { BugRules, CommunityRules, IdeaRules, ReportRules } from "../../bridge/community/rules.ts";
import { communityCommands } from "../../config/blueprint/community.ts";
import type { Settings } from "../../config/schema/settings.ts";
import type { Log } from "../../domain/log.ts";
import type { ProvisionedIds } from "../../provision/identity/identity-map.ts";
import type { Texts } from "../../texts/texts.ts";

interface Given {
  readonly ids: Pick<ProvisionedIds, "channels" | "roles">;
  /** In which posts are written. */
  readonly texts: Texts;
  readonly log: Log;
}

/** What the community can do under a config, as far as it was deployed. */
export function communityRulesOf(settings: Settings, given: Given): CommunityRules {
  const bug = bugRulesOf(settings, given);
  const idea = ideaRulesOf(settings, given);
  const report = reportRulesOf(settings, given);
  const { texts } = given;
  return {
    bug,
    idea,
    report,
    announces: settings.community.announce,
    moderators: moderatorsOf(settings, given),
    postOf(found, votes = { up: 0, down: 0 }) {
      if (found.kind === "bug") return bug === null ? null : bugPost(found, texts, bug);
      if (found.kind === "feature") return idea === null ? null : ideaPost(found, votes, texts, idea);
      return found.kind !== "report" || report === null ? null : reportPost(found, texts, report);
    },
  };
}

function moderatorsOf({ community }: Settings, { ids, log }: Given): readonly string[] | null {
  if (community.moderators.length === 0) return null;
  const missing = community.moderators.filter((key) => !ids.roles.has(key));
  if (missing.length > 0)
    log.error("a role of moderators was not deployed yet: it does not count", { role: missing.join(", ") });
  return community.moderators.flatMap((key) => ids.roles.get(key) ?? []);
}

function ideaRulesOf({ community }: Settings, { ids, log }: Given): IdeaRules | null {
  const { feature } = community;
  if (feature === undefined) return null;
  const channelId = ids.channels.get(feature.channel);
  if (channelId === undefined) {
    log.error("the channel of ideas was not deployed yet: none are posted", { channel: feature.channel });
    return null;
  }
  const { open = null, planned = null, inProgress = null, done = null, declined = null } = feature.tags;
  const tags = { open, planned, "in-progress": inProgress, done, declined };
  return { channelId, tags, tellsVoters: feature.tellVoters };
}

function reportRulesOf({ community }: Settings, { ids, log }: Given): ReportRules | null {
  const { reports } = community;
  if (reports === undefined) return null;
  const channelId = ids.channels.get(reports.channel);
  if (channelId !== undefined) return { channelId };
  log.error("the channel of reports was not deployed yet: none are taken", { channel: reports.channel });
  return null;
}

function bugRulesOf({ community }: Settings, { ids, log }: Given): BugRules | null {
  const { bug } = community;
  if (bug === undefined) return null;
  const channelId = ids.channels.get(bug.channel);
  if (channelId === undefined) {
    log.error("the channel of bugs was not deployed yet: none are taken", { channel: bug.channel });
    return null;
  }
  const { open, waitingForUs, waitingForMember, resolved, closed } = bug.tags;
  return {
    channelId,
    areas: bug.areas,
    mostSimilar: bug.similar,
    tags: {
      open: open ?? null,
      "waiting-for-us": waitingForUs ?? null,
      "waiting-for-member": waitingForMember ?? null,
      resolved: resolved ?? null,
      closed: closed ?? null,
    },
  };
}

/** Discord's numbers for the types of commands (documented). */
const TYPES = { slash: 1, user: 2, message: 3 } as const;

/** The key of a command in the config, by what it is called on Discord. */
export function commandKeys(settings: Settings): (name: string, type: number) => string {
  const commands = { ...communityCommands(settings), ...settings.discord.commands };
  const keys = new Map(
    Object.entries(commands).map(([key, { name, type }]) => [`${TYPES[type]} ${name ?? key}`, key]),
  );
  return (name, type) => keys.get(`${type} ${name}`) ?? name;
}
