import { callsTo } from "../../../src/demo/call.ts";
import { flexcord } from "../../cli/process.ts";
import { type Stage, until } from "./stage.ts";

/** One message of a channel as somebody sees it. */
export interface Seen {
  readonly id: string;
  readonly content: string;
  readonly authorName: string;
  readonly embeds: readonly { readonly description?: string }[];
  readonly components: readonly {
    readonly components?: readonly { readonly custom_id?: string; readonly label?: string }[];
  }[];
}

/** What people do on the server besides writing to the bot. */
export function communityOf(stage: Stage) {
  const call = callsTo(stage.sandbox.url, "/discord");
  const server = () =>
    call<{
      readonly roles: readonly { readonly id: string; readonly name: string }[];
      readonly channels: readonly { readonly id: string; readonly name: string }[];
    }>("GET", "/server");
  const idOf = (all: readonly { readonly id: string; readonly name: string }[], name: string) =>
    all.find((one) => one.name === name)?.id ?? `no ${name}`;
  return {
    channel: async (name: string) => idOf((await server()).channels, name),
    giveRole: async (member: string, name: string) =>
      call("PUT", `/members/${member}/roles`, { roles: [idOf((await server()).roles, name)] }),
    say: async (member: string, channel: string, content: string) =>
      (await call<{ messageId: string }>("POST", `/members/${member}/say`, { channel, content })).messageId,
    use: async (member: string, name: string, messageId?: string) =>
      (
        await call<{ interactionId: string }>(
          "POST",
          `/members/${member}/${messageId === undefined ? "command" : "message-command"}`,
          messageId === undefined ? { name } : { name, messageId },
        )
      ).interactionId,
    read: async (member: string, channel: string) =>
      (await call<{ messages: readonly Seen[] }>("GET", `/members/${member}/channels/${channel}`)).messages,
    /** What was answered to something that a member did, once it is. */
    answer: async (member: string, interactionId: string) =>
      until("an answer", async () => {
        const { state, reply } = await stage.control.interaction(member, interactionId);
        return state === "answered" && reply !== null && reply.content !== "" ? (reply as Reply) : undefined;
      }),
    cli: (...args: readonly string[]) => flexcord(args, { cwd: stage.folder, env: stage.env }),
  };
}

interface Reply {
  readonly messageId: string;
  readonly content: string;
  readonly components: Seen["components"];
}

/** The custom_id of a button by its label. */
export function button({ components }: Pick<Seen, "components">, label: RegExp): string {
  const found = components.flatMap((row) => row.components ?? []).find((one) => label.test(one.label ?? ""));
  return found?.custom_id ?? "no such button";
}
