import { callsTo } from "../../../src/demo/call.ts";
import type { Control } from "../../../src/demo/control.ts";
import { transport } from "../../transport/wire.ts";

/** Where the members of a stage talk with flexcord. */
export type Place = "dm" | "thread";

/**
 * Both places, for what a member meets in either. What only one has:
 * - direct messages can be closed, in the middle too, and are opened by whoever writes first; there is a budget for
 *   opening them. Threads have none of it: they are opened by us, when somebody asks for one (places.test.ts, raid.test.ts);
 * - who may not begin has no thread to write in (gates.test.ts);
 * - threads can be seen, archived, deleted and purged by moderators (places.test.ts).
 */
const BOTH = ["dm", "thread"] as const satisfies readonly Place[];
/** On the legacy transport journeys go through both in the full run alone. */
const both = transport === "conversations" || process.env["FLEXCORD_TRANSPORTS"] === "all";
export const PLACES: readonly Place[] = both ? BOTH : ["dm"];

/** The private thread that was opened for the member; null before. */
async function threadOf(url: string, member: string): Promise<string | null> {
  const { threads } = await callsTo(url)<{
    readonly threads: readonly { readonly id: string; readonly members: readonly string[] }[];
  }>("GET", "/discord/threads");
  return threads.find(({ members }) => members.includes(member))?.id ?? null;
}

/** The same people, who talk in their private threads: what leads to a DM leads there. */
export function inThreads(control: Control, url: string): Control {
  const call = callsTo(url);
  const theirs = async (member: string): Promise<string> => {
    const thread = await threadOf(url, member);
    if (thread === null) throw new Error(`${member} has no private thread`);
    return thread;
  };
  return {
    ...control,
    dmChannel: theirs,
    dm: async (member, content) =>
      call("POST", `/discord/members/${member}/say`, { channel: await theirs(member), content }),
    async readDm(member) {
      const thread = await threadOf(url, member);
      if (thread === null) return [];
      return (
        await call<{ messages: Awaited<ReturnType<Control["readDm"]>> }>(
          "GET",
          `/discord/members/${member}/channels/${thread}`,
        )
      ).messages;
    },
  };
}
