/** Times in the reader's zone, forms that show what is not saved, and pages that renew themselves. All works without. */

const SECOND = 1_000;
const UNITS = [
  ["day", "d", 86_400 * SECOND],
  ["hour", "h", 3_600 * SECOND],
  ["minute", "min", 60 * SECOND],
  ["second", "s", SECOND],
] as const;

const away = new Intl.RelativeTimeFormat(undefined, { numeric: "auto" });
const whole = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });
const hour = new Intl.DateTimeFormat(undefined, { timeStyle: "short" });
const day = new Intl.DateTimeFormat(undefined, { weekday: "long", day: "numeric", month: "long" });

// Whoever loads the page again was told already what became of their form.
const here = new URL(location.href);
if (here.searchParams.has("said")) {
  here.searchParams.delete("said");
  history.replaceState(history.state, "", here);
}

/** What the server sent last for a part, before anything was done to it. */
const shown = new WeakMap<HTMLElement, string>();
for (const part of document.querySelectorAll<HTMLElement>("[data-live]")) shown.set(part, part.innerHTML);

showTimes(document);
setInterval(() => showTimes(document), 20 * SECOND);
document.documentElement.classList.add("enhanced");
document.addEventListener("input", ({ target }) => {
  if (target instanceof Element) target.closest("[data-edit]")?.classList.add("changed");
});
for (const form of document.querySelectorAll<HTMLFormElement>("[data-edit]")) {
  // What was refused still stands in its field and is not saved.
  const unsaved = document.querySelector(".said-refused") !== null;
  form.classList.toggle("changed", unsaved);
}
const seconds = Number(document.body.dataset["refresh"] ?? 0);
if (seconds > 0) void renewEvery(seconds * SECOND);

function showTimes(within: ParentNode): void {
  for (const time of within.querySelectorAll<HTMLTimeElement>("time[data-time]")) {
    const at = Date.parse(time.dateTime);
    const text = inWords(at, time.dataset["time"] ?? "");
    if (time.textContent !== text) time.textContent = text;
    if (time.title !== "") time.title = whole.format(at);
  }
}

function inWords(at: number, style: string): string {
  const passed = Date.now() - at;
  const found = UNITS.find(([, , size]) => Math.abs(passed) >= size);
  switch (style) {
    case "hour":
      return hour.format(at);
    case "day":
      return day.format(at);
    case "away":
      return found === undefined ? "just now" : away.format(-Math.trunc(passed / found[2]), found[0]);
    case "since":
      return found === undefined ? "0 s" : `${Math.max(0, Math.floor(passed / found[2]))} ${found[1]}`;
    default:
      return whole.format(at);
  }
}

/** Reads the page again and again while somebody can see it, and takes over the parts that changed. */
async function renewEvery(ms: number): Promise<void> {
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, ms));
    if (document.hidden) continue;
    // Without an answer the page stays as it is, and is read again the next time.
    const page = await read().catch(() => null);
    if (page !== null) takeOver(page);
  }
}

async function read(): Promise<Document | null> {
  const address = location.href.split("#", 1)[0] ?? "";
  const answer = await fetch(address, { headers: { accept: "text/html" }, redirect: "error" });
  return answer.ok ? new DOMParser().parseFromString(await answer.text(), "text/html") : null;
}

function takeOver(page: Document): void {
  for (const part of document.querySelectorAll<HTMLElement>("[data-live]")) {
    const renewed = page.getElementById(part.id);
    // Nobody's hand is to be on what is replaced.
    if (renewed === null || part.contains(document.activeElement)) continue;
    const former = shown.get(part) ?? "";
    const now = renewed.innerHTML;
    if (former === now) continue;
    const open = openDetails(part);
    shown.set(part, now);
    part.replaceChildren(...renewed.childNodes);
    for (const [index, details] of part.querySelectorAll("details").entries()) details.open = open.has(index);
    showTimes(part);
  }
}

function openDetails(part: HTMLElement): ReadonlySet<number> {
  const all = [...part.querySelectorAll("details")];
  return new Set(all.flatMap((details, index) => (details.open ? [index] : [])));
}
