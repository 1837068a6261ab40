import { bugPost } from "../bridge/community/bug-post.ts";
import type { BugRules, CommunityRules } from "../bridge/community/rules.ts";
import { communityCommands } from "../config/blueprint/community.ts";
import type { Settings } from "../config/schema/settings.ts";
import type { Log } from "../domain/log.ts";
import type { ProvisionedIds } from "../provision/identity-map.ts";
import type { Texts } from "../texts/texts.ts";

interface Given {
  readonly ids: Pick<ProvisionedIds, "channels">;
  /** In which posts are written. */
  readonly texts: Texts;
  readonly log: Log;
}

/** What the community can do under a config, as far as it was deployed. */
export function communityRulesOf(settings: Settings, given: Given): CommunityRules {
  const bug = bugRulesOf(settings, given);
  return {
    bug,
    postOf: (found) => (found.kind === "bug" && bug !== null ? bugPost(found, given.texts, bug) : null),
  };
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
