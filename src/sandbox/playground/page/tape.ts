import { control, type TapeEntry } from "./control.ts";
import { byId, element } from "./element.ts";
import { showList } from "./show.ts";

/** How many of the newest calls are shown. */
const SHOWN = 200;

/** The strip at the bottom: every call that the sandbox recorded, newest first. */
export function createTapeStrip(): { readonly refresh: () => Promise<void> } {
  const list = byId("tape-entries", HTMLElement);
  const newest = byId("tape-last", HTMLElement);
  let entries: readonly TapeEntry[] = [];
  let last = 0;
  return {
    async refresh() {
      const read = await control.tape(last);
      entries = [...read.entries.toReversed(), ...entries].slice(0, SHOWN);
      last = Math.max(last, read.last);
      showList(list, entries, ({ n }) => String(n), drawEntry);
      const first = entries[0];
      newest.replaceChildren(first === undefined ? "No call yet" : drawCall(first));
    },
  };
}

function drawEntry(entry: TapeEntry): HTMLElement {
  return element("li", {}, drawCall(entry));
}

function drawCall({ n, at, vendor, method, path, status, ms, error }: TapeEntry): HTMLElement {
  return element(
    "span",
    { class: "call" },
    element("span", { class: "number" }, String(n)),
    element("time", {}, new Date(at).toLocaleTimeString()),
    element("span", { class: "vendor", "data-vendor": vendor }, vendor),
    element("span", { class: "method" }, method),
    element("span", { class: "path" }, path),
    element(
      "span",
      { class: status >= 400 || error !== undefined ? "status bad" : "status" },
      error ?? (status === 0 ? "" : String(status)),
    ),
    element("span", { class: "ms" }, `${Math.round(ms)} ms`),
  );
}
