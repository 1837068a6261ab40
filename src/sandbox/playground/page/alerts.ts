import { byId, element } from "./element.ts";

/** Runs what a person asked for; when it fails, says why. */
export async function attempt(action: () => Promise<unknown>): Promise<void> {
  try {
    await action();
  } catch (error) {
    alertWith(error instanceof Error ? error.message : String(error));
  }
}

function alertWith(sentence: string): void {
  const note = element("p", {}, sentence);
  const close = element(
    "button",
    { type: "button", "aria-label": "Dismiss", onclick: () => note.remove() },
    "×",
  );
  note.append(close);
  byId("alerts", HTMLElement).append(note);
  setTimeout(() => note.remove(), 8_000);
}
