import type { Control, DmMessage, Reservation, TapeEntry } from "./control.ts";

/** The wanted lines, once all of them are there and in the wanted order. */
export function arrived(texts: readonly string[], wanted: readonly string[]): readonly string[] | undefined {
  const found = texts.filter((text) => wanted.includes(text));
  return found.join("\n") === wanted.join("\n") ? found : undefined;
}

/** Everything that is to be read in a message. */
export function wordsOf({ content, embeds }: DmMessage): string {
  return [content, ...embeds.map(({ description = "" }) => description)].join("\n");
}

/** The bot's newest message that fits and was not there before. */
export async function lastFromBot(
  control: Control,
  member: string,
  fits: (message: DmMessage) => boolean,
  before: readonly DmMessage[] = [],
): Promise<DmMessage | undefined> {
  const known = new Set(before.map(({ id }) => id));
  const messages = (await control.readDm(member)).filter(({ id }) => !known.has(id));
  return messages.findLast((message) => message.author === "bot" && fits(message));
}

export async function onTape(control: Control, fits: (entry: TapeEntry) => boolean) {
  return (await control.tape(0)).entries.find(fits);
}

/**
 * The task of a conversation other than `not`, when it was made although nobody called the Interactions
 * API or made a task: then the flow's Send to Flex made it.
 */
export async function sentByStudio(control: Control, not: string | null) {
  const { entries } = await control.tape(0);
  const byUs = entries.some(
    ({ method, path }) => method === "POST" && /^\/v1\/(Interactions|Workspaces\/\w+\/Tasks)$/u.test(path),
  );
  if (byUs) return undefined;
  return entries.find((entry) => {
    const form = new URLSearchParams(entry.vendor === "callback" ? entry.requestBody : "");
    const attributes = form.get("TaskAttributes") ?? "";
    return form.get("EventType") === "task.created" && (not === null || !attributes.includes(not));
  });
}

/** How often the flow asked the chatbot endpoint: once for the question, never for the request. */
export async function timesStudioAsked(control: Control): Promise<number> {
  const { entries } = await control.tape(0);
  return entries.filter(isStudioAsking).length;
}

export const isStudioAsking = (entry: TapeEntry) =>
  entry.vendor === "callback" && entry.path.endsWith("/twilio/studio/ask");

export async function offered(
  control: Control,
  worker: string,
  fits: (reservation: Reservation) => boolean,
): Promise<Reservation | undefined> {
  return (await control.reservations(worker)).find(
    (reservation) => reservation.status === "pending" && fits(reservation),
  );
}

export function buttonOf(message: DmMessage, action: string): string | undefined {
  return message.components
    .flatMap((row) => row.components ?? [])
    .map((component) => component.custom_id ?? "")
    .find((customId) => customId.split(":")[1] === action);
}

export function caseIn(text: string): number | undefined {
  const found = /case (?:number )?(?:is )?\D{0,4}(\d+)/iu.exec(text)?.[1];
  return found === undefined ? undefined : Number(found);
}
