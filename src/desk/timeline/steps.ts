import type { Happening } from "../../domain/event.ts";
import type { LedgerRecord } from "../../operator/ports.ts";
import type { StepEntry } from "./entry.ts";

type Said = Pick<StepEntry, "text" | "tone">;

/** What an event is worth telling of in a timeline; null when it is a matter of the bridge alone. */
export function stepOf({ happening }: LedgerRecord): Said | null {
  if (happening === null) return null;
  return onMembersSide(happening) ?? onAgentsSide(happening) ?? onTheWay(happening);
}

function onMembersSide(happening: Happening): Said | null {
  if (happening.kind === "member.commanded") return plain(`The member used /${happening.command}`);
  return happening.kind === "member.pressed" ? pressed(happening.action) : null;
}

function onAgentsSide(happening: Happening): Said | null {
  if (happening.kind === "task.moved") return moved(happening);
  if (happening.kind === "transport.closed") return plain("The conversation was closed on the agents’ side");
  if (happening.kind === "task.missing")
    return { text: "No agent’s task came of the request for a human yet", tone: "bad" };
  if (happening.kind !== "transport.held") return null;
  return plain(happening.held ? "The conversation was put on hold" : "The conversation was taken up again");
}

function onTheWay(happening: Happening): Said | null {
  if (happening.kind === "gap.noticed") return gap(happening.fetched, happening.readable);
  if (happening.kind === "delay.noticed")
    return { text: `What goes to the ${happening.side} is late`, tone: "bad" };
  if (happening.kind === "delay.over")
    return { text: `What goes to the ${happening.side} has caught up`, tone: "good" };
  return null;
}

function pressed(action: string): Said | null {
  const score = /^rate-([1-5])$/u.exec(action)?.[1];
  if (score !== undefined) return { text: `The member rated ${score} of 5`, tone: "good" };
  const what = BUTTONS[action];
  return what === undefined ? null : plain(what);
}

const BUTTONS: Readonly<Record<string, string>> = {
  human: "The member asked for a human",
  reopen: "The member reopened the conversation",
  transcript: "The member asked for the transcript",
  thread: "The member asked for a private thread",
};

function moved({ stage, agentName, reason }: Extract<Happening, { kind: "task.moved" }>): Said | null {
  const agent = agentName === undefined || agentName === "" ? "An agent" : agentName;
  switch (stage) {
    case "created":
      return plain("Offered to the agents");
    case "accepted":
      return { text: `${agent} joined`, tone: "good" };
    case "completed":
      return plain(`${agent} finished`);
    case "canceled":
      return {
        text: `The offer to the agents ended${reason === undefined ? "" : `: ${reason}`}`,
        tone: "bad",
      };
    case "queued":
    case "wrapup":
      return null;
  }
}

function gap(fetched: number, readable: boolean): Said {
  if (!readable)
    return { text: "The connection to Discord was lost; messages may be missing here", tone: "bad" };
  return plain(
    fetched === 0
      ? "The connection to Discord was lost for a while; nothing is missing"
      : `The connection to Discord was lost for a while; ${fetched} messages were fetched since`,
  );
}

const plain = (text: string): Said => ({ text, tone: "plain" });
