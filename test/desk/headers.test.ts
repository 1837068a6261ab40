import { join } from "node:path";
import { expect, it } from "vitest";
import { loadAssets } from "../../src/desk/assets.ts";
import { deskPaths } from "../../src/desk/paths.ts";
import { MIA } from "../contract/store/samples.ts";
import { temporaryFolder } from "../store/sqlite/folder.ts";
import { type Answer, openBrowser } from "./jar.ts";
import { type Office, openOffice } from "./office.ts";

const folder = temporaryFolder();
const database = (name: string) => join(folder, `${name}.db`);

/** Its directives, by name. */
function policyOf({ headers }: Answer): ReadonlyMap<string, string> {
  const parts = (headers.get("content-security-policy") ?? "").split("; ");
  return new Map(parts.map((part) => [part.split(" ", 1)[0] ?? "", part.slice(part.indexOf(" ") + 1)]));
}

/** Every kind of answer, by what it is. */
async function everyAnswer(office: Office): Promise<ReadonlyMap<string, Answer>> {
  const number = await office.talk(MIA, "WT1");
  const browser = openBrowser();
  const link = office.link(number, "WT1");
  const here = office.case(number);
  return new Map([
    ["a link", await browser.get(link)],
    ["a case", await browser.get(here)],
    ["a conversation", await browser.get(`${here}/conversations/c-${MIA}-1`)],
    ["a bad link", await browser.get(`${here}?link=no`)],
    ["a refused form", await browser.post(`${here}/note`, {})],
    ["a case without a session", await openBrowser().get(here)],
    ["the staff's page", await openBrowser().get(`${office.url}/desk`)],
    ["nothing", await openBrowser().get(`${office.url}/desk/nothing`)],
  ]);
}

it("every answer forbids what the desk does not need, is kept by nobody, and says where it may be framed", async () => {
  const office = await openOffice(database("all"), { frameAncestors: ["https://crm.example.com"] });
  for (const [what, answer] of await everyAnswer(office)) {
    const policy = policyOf(answer);
    const framed = !what.includes("staff") && what !== "nothing";
    expect([what, Object.fromEntries(policy)]).toEqual([
      what,
      {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self' https://cdn.discordapp.com",
        "connect-src": "'self'",
        "form-action": "'self'",
        "base-uri": "'none'",
        "frame-ancestors": framed ? "https://flex.twilio.com https://crm.example.com" : "'none'",
      },
    ]);
    expect(answer.headers.get("cache-control")).toBe("no-store");
    expect(answer.headers.get("referrer-policy")).toBe("no-referrer");
    expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
    expect(answer.headers.get("strict-transport-security")).toBeNull();
    expect(answer.body).not.toMatch(/<style|<script(?![^>]* src=)| style=| on[a-z]+=/u);
  }
});

it("over https, browsers are told to stay there, and links begin with the public address", async () => {
  const office = await openOffice(database("https"), { publicUrl: "https://desk.example.com/support" });
  const answer = await openBrowser().get(`${office.url}/desk`);
  expect(answer.headers.get("strict-transport-security")).toBe("max-age=31536000");
  expect(answer.body).toContain(`href="/support/desk/assets/`);
});

it("what pages load is kept for long under an address that changes with it", async () => {
  const office = await openOffice(database("assets"));
  const paths = deskPaths(office.url, loadAssets().version);
  for (const [name, type] of [
    ["desk.css", "text/css"],
    ["main.js", "text/javascript"],
    ["icon.svg", "image/svg+xml"],
  ] as const) {
    const answer = await openBrowser().get(office.url + paths.asset(name));
    expect([name, answer.status]).toEqual([name, 200]);
    expect(answer.headers.get("content-type")).toContain(type);
    expect(answer.headers.get("cache-control")).toContain("immutable");
    expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
  }
  for (const name of ["main.ts", "tsconfig.json", "..%2fdesk.ts", "%2e%2e%2fdesk.ts"])
    expect((await openBrowser().get(office.url + paths.asset(name))).status).toBe(404);
});
