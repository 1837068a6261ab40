import type { Settings } from "../schema/settings.ts";

type Command = Settings["discord"]["commands"][string];

const plain: Omit<Command, "type"> = {
  scope: "guild",
  options: [],
  defaultPermissions: null,
  nameLocalizations: {},
  descriptionLocalizations: {},
};

/** The commands that sections of `community` bring with them, by key; the file may change them. */
export function communityCommands({
  community,
}: Pick<Settings, "community">): Readonly<Record<string, Command>> {
  if (community.bug === undefined) return {};
  return {
    bug: { ...plain, type: "slash", description: "Report a bug" },
    "report-as-bug": { ...plain, type: "message", name: "Report as bug" },
  };
}
