import type { DmMessage, Reservation } from "../../../src/demo/control.ts";
import { wordsOf } from "../../../src/demo/evidence.ts";
import { type Stage, until } from "./stage.ts";

/** Waits for the newest message of the bot that says so, wherever on it. */
export function readsCard(stage: Stage, member: string, pattern: RegExp): Promise<DmMessage> {
  return until(`a card says ${pattern}`, async () => {
    const messages = await stage.control.readDm(member);
    return messages.findLast((message) => message.author === "bot" && pattern.test(wordsOf(message)));
  });
}

/** The custom_id of the button with that label; fails when there is none. */
function buttonNamed(message: DmMessage, label: RegExp): string {
  const found = message.components
    .flatMap(({ components = [] }) => components)
    .find((one) => label.test(one.label ?? ""));
  if (found?.custom_id === undefined) throw new Error(`No button ${label} on "${message.content}"`);
  return found.custom_id;
}

export function labelsOf(message: DmMessage): readonly string[] {
  return message.components.flatMap(({ components = [] }) => components).map(({ label = "" }) => label);
}

export function press(stage: Stage, member: string, message: DmMessage, label: RegExp) {
  return stage.control.press(member, message.id, buttonNamed(message, label));
}

/** Presses a button that opens a form, and fills it in. */
export async function fillIn(
  stage: Stage,
  member: string,
  on: { readonly message: DmMessage; readonly label: RegExp; readonly text: string },
): Promise<void> {
  const { interactionId } = await press(stage, member, on.message, on.label);
  await until("the form opens", async () => {
    const { state } = await stage.control.interaction(member, interactionId);
    return state === "answered" ? true : undefined;
  });
  await stage.control.submit(member, interactionId, { text: on.text });
}

/** Does what the agents' desk offers beyond taking work, as docs/sandbox-control.md has it. */
export async function atDesk(
  stage: Stage,
  worker: string,
  doing: "invite" | "leave" | "hold" | "join" | "write",
  body: object,
): Promise<unknown> {
  return stage.call("POST", `/flex/agents/${worker}/${doing}`, body);
}

/** A fresh agent, there and offered nothing yet. */
export async function hire(stage: Stage, name: string, fullName: string, picture?: string): Promise<string> {
  const { workerSid } = await stage.call<{ readonly workerSid: string }>("POST", "/flex/agents", {
    name,
    fullName,
    picture,
  });
  return workerSid;
}

/** Waits for an offer to this agent and takes it. */
export async function takeOffer(stage: Stage, worker: string): Promise<Reservation> {
  const offer = await until("the work is offered", async () =>
    (await stage.control.reservations(worker)).find(({ status }) => status === "pending"),
  );
  await stage.control.acceptTask(worker, offer.reservationSid);
  return offer;
}
