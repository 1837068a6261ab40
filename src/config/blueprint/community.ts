import type { Settings } from "../schema/settings.ts";
import { localizedWords } from "./command-words.ts";

type Command = Settings["discord"]["commands"][string];

const plain: Omit<Command, "type"> = { scope: "guild", options: [], defaultPermissions: null };

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
  bug: { ...plain, ...localizedWords("bug"), type: "slash" },
  "report-as-bug": { ...plain, ...localizedWords("report-as-bug"), type: "message" },
};

const ideas: Commands = {
  "new-feature": { ...forModerators, ...localizedWords("new-feature"), type: "slash" },
  "post-as-idea": { ...forModerators, ...localizedWords("post-as-idea"), type: "message" },
};

const messages: Commands = {
  "report-message": { ...plain, ...localizedWords("report-message"), type: "message" },
};

const announcing: Commands = {
  announce: { ...forModerators, ...localizedWords("announce"), type: "slash" },
};
