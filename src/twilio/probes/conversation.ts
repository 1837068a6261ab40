import type { TakeBack } from "../../domain/probe.ts";
import { calling } from "../targets/account.ts";
import type { TwilioProbeOptions } from "./options.ts";

/** A conversation that is gone when the probe is over. */
export async function openConversation(
  { client }: TwilioProbeOptions,
  uniqueName: string,
  takeBack: TakeBack,
): Promise<string> {
  const { conversations } = client.conversations.v1;
  const { sid } = await calling("create a conversation", () =>
    conversations.create({ uniqueName, friendlyName: "flexcord doctor" }),
  );
  takeBack(`conversation ${sid}`, () =>
    calling("remove the conversation", () => conversations.get(sid).remove()),
  );
  return sid;
}

export async function closeConversation({ client }: TwilioProbeOptions, sid: string): Promise<void> {
  await calling("close the conversation", () =>
    client.conversations.v1.conversations.get(sid).update({ state: "closed" }),
  );
}

/** What Twilio said to a call that was refused, such as "404 (50430)"; null when it was not. */
export async function refusalOf(run: () => Promise<unknown>): Promise<string | null> {
  try {
    await run();
    return null;
  } catch (thrown) {
    const { status, code } = thrown as { readonly status?: unknown; readonly code?: unknown };
    // Without a status nobody answered, and nothing was learned.
    if (typeof status !== "number") throw thrown;
    return `${status} (${String(code)})`;
  }
}
