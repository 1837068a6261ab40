import type { InboundEvent, TimerRang } from "../../domain/event.ts";
import type { Decision, Entry, Situation } from "../ports.ts";
import { reopenEnds } from "./after-end.ts";
import { hoursBegin } from "./after-hours.ts";
import { agentWrote, transportClosed, transportHeld, transportRead } from "./agent.ts";
import { answerDue, assistantAnswered, assistantAsked } from "./assistant.ts";
import { memberDescribed } from "./describe.ts";
import {
  agentDeleted,
  agentEdited,
  lineChanged,
  memberDeleted,
  memberEdited,
  memberReacted,
} from "./changes.ts";
import { gated } from "./gates/gates.ts";
import { deliveryFailed, gapNoticed, lineDelivered, placeOpened } from "./delivery.ts";
import { delayed } from "./delays.ts";
import type { Ruling } from "./draft.ts";
import { Draft, ignore } from "./draft.ts";
import { caseChanged } from "./cases.ts";
import { community, isOfCommunity } from "./community/community.ts";
import { patienceEnds, taskDue, taskMissing } from "./janitor.ts";
import { memberCommanded, memberPressed, memberSubmitted, memberWrote } from "./member.ts";
import type { DecideContext } from "./policy.ts";
import { endChecked, endingDue, positionKnown, queueDue, taskMoved } from "./task.ts";

/**
 * What should happen to an event, given everything as it stands. Pure: the same arguments give the same
 * decision, and nothing is touched.
 */
export function decide(context: DecideContext, situation: Situation, entry: Entry): Decision {
  const draft = new Draft(context, situation);
  const ruling = rule(draft, entry.event);
  if (ruling !== undefined) return { ignored: ruling.ignored, effects: [], timers: [] };
  return draft.finish();
}

function rule(draft: Draft, { happening: event, at }: InboundEvent): Ruling {
  if (event.kind === "delay.noticed" || event.kind === "delay.over") return delayed(draft, event);
  if (isOfCommunity(event)) return community(draft, event, at);
  switch (event.kind) {
    case "member.wrote":
      return gated(draft, event, at, memberWrote);
    case "member.edited":
      return gated(draft, event, at, memberEdited);
    case "member.deleted":
      return memberDeleted(draft, event);
    case "member.reacted":
      return gated(draft, event, at, memberReacted);
    case "member.commanded":
      return gated(draft, event, at, memberCommanded);
    case "member.pressed":
      return gated(draft, event, at, memberPressed);
    case "member.submitted":
      return gated(draft, event, at, memberSubmitted);
    case "member.described":
      return memberDescribed(draft, event);
    case "agent.wrote":
      return agentWrote(draft, event);
    case "agent.edited":
      return agentEdited(draft, event, at);
    case "agent.deleted":
      return agentDeleted(draft, event);
    case "assistant.asked":
      return assistantAsked(draft, event);
    case "assistant.answered":
      return assistantAnswered(draft, event);
    case "task.moved":
      return taskMoved(draft, event);
    case "task.missing":
      return taskMissing(draft, event);
    case "position.known":
      return positionKnown(draft, event);
    case "transport.read":
      return transportRead(draft, event);
    case "end.checked":
      return endChecked(draft, event);
    case "transport.held":
      return transportHeld(draft, event);
    case "transport.closed":
      return transportClosed(draft, event);
    case "timer.rang":
      return timerRang(draft, event);
    case "case.changed":
      return caseChanged(draft, event);
    case "place.opened":
      return placeOpened(draft, event);
    case "line.delivered":
      return lineDelivered(draft, event);
    case "line.changed":
      return lineChanged(draft, event);
    case "gap.noticed":
      return gapNoticed(draft, event);
    case "delivery.failed":
      return deliveryFailed(draft, event);
  }
}

function timerRang(draft: Draft, event: TimerRang): Ruling {
  const rule = TIMERS[event.timer];
  return rule === undefined ? ignore(`nothing waits for the timer ${event.timer}`) : rule(draft, event);
}

const TIMERS: Readonly<Partial<Record<string, (draft: Draft, event: TimerRang) => Ruling>>> = {
  answer: answerDue,
  task: taskDue,
  patience: patienceEnds,
  queue: queueDue,
  ending: endingDue,
  reopen: reopenEnds,
  hours: hoursBegin,
};
