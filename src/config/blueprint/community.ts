import type { Settings } from "../schema/settings.ts";

type Command = Settings["discord"]["commands"][string];

const plain: Omit<Command, "type"> = {
  scope: "guild",
  options: [],
  defaultPermissions: null,
  nameLocalizations: {},
  descriptionLocalizations: {},
};

/** Discord offers these to whoever may manage messages; `flexcord run` looks again. */
const forModerators: Omit<Command, "type"> = { ...plain, defaultPermissions: ["ManageMessages"] };

/** The commands that sections of `community` bring with them, by key; the file may change them. */
export function communityCommands({
  community: { bug, feature, reports, announce },
}: Pick<Settings, "community">): Readonly<Record<string, Command>> {
  return {
    ...(bug === undefined ? {} : bugs),
    ...(feature === undefined ? {} : ideas),
    ...(reports === undefined ? {} : messages),
    ...(announce ? announcing : {}),
  };
}

type Commands = Readonly<Record<string, Command>>;

const bugs: Commands = {
  bug: { ...plain, type: "slash", description: "Report a bug" },
  "report-as-bug": { ...plain, type: "message", name: "Report as bug" },
};

const ideas: Commands = {
  "new-feature": {
    ...forModerators,
    type: "slash",
    name: "new_feature",
    description: "Post an idea to vote on",
  },
  "post-as-idea": { ...forModerators, type: "message", name: "Post as idea" },
};

const messages: Commands = {
  "report-message": { ...plain, type: "message", name: "Report message" },
};

const announcing: Commands = {
  announce: { ...forModerators, type: "slash", description: "Announce something to everybody" },
};
