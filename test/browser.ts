import { existsSync } from "node:fs";
import { type Browser, type BrowserContextOptions, type Page, chromium } from "playwright-core";
import { afterAll, onTestFinished } from "vitest";

const NAMES = ["chromium", "chromium-browser", "google-chrome"];
const executable = (process.env["PATH"] ?? "")
  .split(":")
  .flatMap((folder) => NAMES.map((name) => `${folder}/${name}`))
  .find((file) => existsSync(file));

/** Tests with a browser are left out on a machine without one, but never in CI, which installs it. */
export const hasBrowser = executable !== undefined || process.env["CI"] !== undefined;

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Browsers of this file, by the flags they were given beyond those of all. */
const launched = new Map<string, Promise<Browser>>();
afterAll(async () => {
  for (const launching of launched.values()) await (await launching).close();
});

function launch(flags: readonly string[]): Promise<Browser> {
  const key = flags.join(" ");
  const known = launched.get(key);
  if (known !== undefined) return known;
  const launching = chromium.launch({
    executablePath: executable ?? "chromium",
    args: [...FLAGS, ...flags],
  });
  launched.set(key, launching);
  return launching;
}

export interface Opened {
  readonly page: Page;
  /** What the page logged as an error, threw, or was refused by its content security policy. */
  readonly complaints: readonly string[];
}

/** A page of its own in headless Chromium, closed with the test. The tests of a file share the browser. */
export async function openPage(
  url: string,
  viewport: { readonly width: number; readonly height: number } = { width: 1440, height: 900 },
  flags: readonly string[] = [],
  options: BrowserContextOptions = {},
): Promise<Opened> {
  const context = await (await launch(flags)).newContext({ viewport, ...options });
  onTestFinished(() => context.close());
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  await page.goto(url);
  return { page, complaints };
}
