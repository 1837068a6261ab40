import type { DelayNoticed, DelayOver } from "../../domain/event.ts";
import type { Draft, Ruling } from "./draft.ts";
import { ignore } from "./draft.ts";

export function delayed(draft: Draft, event: DelayNoticed | DelayOver): Ruling {
  return event.kind === "delay.noticed" ? delayNoticed(draft, event) : delayOver(draft, event);
}

/**
 * What is late is told to the side that can be reached; the other one hears of it when it is over, in the same
 * lane, behind what was late.
 */
function delayNoticed(draft: Draft, { side, effectId }: DelayNoticed): Ruling {
  const { conversation } = draft;
  if (conversation === null || !involvesHuman(draft)) return ignore("nobody waits for anybody here");
  if (conversation.delays.some((delay) => delay.side === side)) return ignore("they know of it");
  const changed = draft.change(conversation, { delays: [...conversation.delays, { side, effectId }] });
  if (side === "agent") draft.notice(draft.texts("delay.began"));
  else draft.post(changed, { voice: "notice", text: draft.agentTexts("agent.delay-began") });
  return undefined;
}

function delayOver(draft: Draft, { side, effectId }: DelayOver): Ruling {
  const { conversation } = draft;
  if (conversation === null) return ignore("no conversation");
  const delays = conversation.delays.filter((delay) => delay.effectId !== effectId);
  if (delays.length === conversation.delays.length) return ignore("nobody was told of a delay");
  const changed = draft.change(conversation, { delays });
  draft.notice(draft.texts(side === "agent" ? "delay.over" : "delay.read-late"));
  if (changed.answering === "ended") return undefined;
  const key = side === "agent" ? "agent.came-late" : "agent.delay-over";
  draft.post(changed, { voice: "notice", text: draft.agentTexts(key) });
  return undefined;
}

function involvesHuman({ conversation }: Draft): boolean {
  return conversation?.answering === "waiting" || conversation?.answering === "agent";
}
