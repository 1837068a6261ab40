import type { Control } from "../../../src/demo/control.ts";
import { transport } from "../../transport/wire.ts";

/** Where the members of a stage talk with flexcord. */
export type Place = "dm" | "thread";

const BOTH = ["dm", "thread"] as const satisfies readonly Place[];
/** On the legacy transport journeys go through both in the full run alone. */
const both = transport === "conversations" || process.env["FLEXCORD_TRANSPORTS"] === "all";
export const PLACES: readonly Place[] = both ? BOTH : ["dm"];

type Call = <Answer = object>(method: string, path: string, body?: object) => Promise<Answer>;

/** The sandbox's control API. */
export function callsOf(url: string): Call {
  return async <Answer>(method: string, path: string, body?: object) => {
    const response = await fetch(`${url}/control${path}`, {
      method,
      ...(body === undefined
        ? {}
        : { headers: { "content-type": "application/json" }, body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${text}`);
    return (text === "" ? undefined : JSON.parse(text)) as Answer;
  };
}

/** The private thread that was opened for the member; null before. */
async function threadOf(url: string, member: string): Promise<string | null> {
  const { threads } = await callsOf(url)<{
    readonly threads: readonly { readonly id: string; readonly members: readonly string[] }[];
  }>("GET", "/discord/threads");
  return threads.find(({ members }) => members.includes(member))?.id ?? null;
}

/** The same people, who talk in their private threads: what leads to a DM leads there. */
export function inThreads(control: Control, url: string): Control {
  const call = callsOf(url);
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
