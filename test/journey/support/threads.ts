import { expect } from "vitest";
import { type Stage, until } from "./stage.ts";

/** What it takes to talk in a private thread. */

export const dmsOpen = (stage: Stage, member: string, open: boolean) =>
  stage.call("PUT", `/discord/members/${member}/dms`, { open });

export interface Reply {
  readonly messageId: string;
  readonly content: string;
  readonly components: readonly { readonly components: readonly { readonly custom_id: string }[] }[];
}

/** What the member reads once the command was answered. */
export async function replyTo(stage: Stage, member: string, interactionId: string): Promise<Reply> {
  return until("a reply", async () => {
    const path = `/discord/members/${member}/interactions/${interactionId}`;
    return (await stage.call<{ reply: Reply | null }>("GET", path)).reply ?? undefined;
  });
}

/** Uses /helpme, which cannot reach the member, and takes the thread that is offered in their language. */
export async function takeThread(
  stage: Stage,
  member: string,
  offered = /Privacy Settings[^]*private thread/u,
): Promise<string> {
  const { interactionId } = await stage.control.command(member, "helpme");
  const offer = await replyTo(stage, member, interactionId);
  expect(offer.content).toMatch(offered);
  const button = offer.components[0]?.components[0]?.custom_id ?? "";
  const pressed = await stage.control.press(member, offer.messageId, button);
  const { content } = await replyTo(stage, member, pressed.interactionId);
  return /discord\.com\/channels\/\d+\/(\d+)/u.exec(content)?.[1] ?? "";
}
