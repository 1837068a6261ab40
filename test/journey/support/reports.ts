import { callsTo } from "../../../src/demo/call.ts";
import { type Stage, until } from "./stage.ts";

export interface Seen {
  readonly id: string;
  readonly content: string;
  readonly edited: boolean;
  readonly embeds: readonly { readonly description?: string }[];
  readonly components: readonly {
    readonly components: readonly { readonly label: string; readonly custom_id: string }[];
  }[];
}

interface Interaction {
  readonly state: string;
  readonly form: {
    readonly customId: string;
    readonly fields: readonly Readonly<Record<string, unknown>>[];
  } | null;
  readonly reply: (Pick<Seen, "content" | "components"> & { readonly messageId: string }) | null;
}

interface Thread {
  readonly id: string;
  readonly name: string;
  readonly tags: readonly string[];
}

export type Reporting = ReturnType<typeof reporting>;

/** What members do to report things, and what they see of it. */
export function reporting({ sandbox }: Stage) {
  const call = callsTo(sandbox.url, "/discord");
  const act = async (member: string, what: string, body: object) =>
    (await call<{ interactionId: string }>("POST", `/members/${member}/${what}`, body)).interactionId;
  const look = (member: string, id: string) =>
    call<Interaction>("GET", `/members/${member}/interactions/${id}`);
  return {
    call,
    act,
    form: (member: string, id: string) =>
      until("the form", async () => (await look(member, id)).form ?? undefined),
    /** What only the member reads, once it says what was looked for. */
    reply: (member: string, id: string, pattern: RegExp) =>
      until(`a reply like ${String(pattern)}`, async () => {
        const { reply } = await look(member, id);
        return reply !== null && pattern.test(reply.content) ? reply : undefined;
      }),
    posts: async () => (await call<{ threads: readonly Thread[] }>("GET", "/threads")).threads,
    /** A forum's post as the member sees it. */
    async post(member: string, thread: string): Promise<Seen> {
      const path = `/members/${member}/channels/${thread}`;
      const [first] = (await call<{ messages: readonly Seen[] }>("GET", path)).messages;
      if (first === undefined) throw new Error("the post has no message");
      return first;
    },
    async channel(name: string): Promise<string> {
      const { channels } = await call<{ channels: readonly { id: string; name: string }[] }>(
        "GET",
        "/server",
      );
      return channels.find((one) => one.name === name)?.id ?? "";
    },
  };
}

/** The custom_id of the button that reads so. */
export function buttonOf({ components }: Pick<Seen, "components">, label: RegExp): string {
  const buttons = components.flatMap((row) => row.components);
  const found = buttons.find((one) => label.test(one.label));
  if (found === undefined) throw new Error(`no button like ${String(label)}`);
  return found.custom_id;
}
