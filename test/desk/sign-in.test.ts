import { join } from "node:path";
import { beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { createDiscordSignIn } from "../../src/discord/sign-in.ts";
import { createRest } from "../../src/discord/rest/rest.ts";
import { systemClock } from "../../src/domain/clock.ts";
import { type Sandbox, startSandbox } from "../../src/sandbox/sandbox.ts";
import { callsTo } from "../../src/demo/call.ts";
import { expectConformance, readTape } from "../contract/conformance/expect-conformance.ts";
import { MIA } from "../contract/store/samples.ts";
import { temporaryFolder } from "../store/sqlite/folder.ts";
import { type Answer, type Browser, openBrowser } from "./jar.ts";
import { MINUTE, type Office, openOffice } from "./office.ts";

const folder = temporaryFolder();
let count = 0;
let sandbox: Sandbox;
let office: Office;
let grace: string;
let role: string;

beforeEach(async () => {
  sandbox = await startSandbox();
  onTestFinished(() => sandbox.close());
  onTestFinished(() => expectConformance(sandbox));
  const control = callsTo(sandbox.url);
  ({ id: grace } = await control<{ id: string }>("POST", "/discord/members", { name: "Grace" }));
  role = await makeRole("Moderator");
  await control("PUT", `/discord/members/${grace}/roles`, { roles: [role] });
  office = await open({});
  await control("PUT", "/discord/redirects", { uris: [`${office.url}/desk/signed-in`] });
});

async function open({ clientSecret = sandbox.ready.discord.clientSecret }): Promise<Office> {
  count += 1;
  const { api, applicationId, guildId, token } = sandbox.ready.discord;
  const rest = createRest({ token, api });
  const discord = createDiscordSignIn({
    rest,
    api,
    clientId: applicationId,
    clientSecret,
    guildId,
    clock: systemClock,
  });
  return openOffice(join(folder, `${count}.db`), { staff: { discord, roles: new Set([role]) } });
}

async function makeRole(name: string): Promise<string> {
  const { api, token, guildId } = sandbox.ready.discord;
  const answer = await fetch(`${api}/v10/guilds/${guildId}/roles`, {
    method: "POST",
    headers: { authorization: `Bot ${token}`, "content-type": "application/json" },
    body: JSON.stringify({ name, permissions: "0" }),
  });
  return ((await answer.json()) as { id: string }).id;
}

/** To Discord, where they agree or do not; gives the address Discord leads back to. */
async function toDiscord(browser: Browser, options: { agree?: boolean; to?: string } = {}): Promise<string> {
  const { agree = true, to = "/desk" } = options;
  const left = await browser.get(`${office.url}/desk/sign-in?${new URLSearchParams({ to }).toString()}`);
  expect(left.status).toBe(303);
  const url = left.headers.get("location") ?? "";
  const control = callsTo(sandbox.url);
  return (await control<{ location: string }>("POST", `/discord/members/${grace}/authorize`, { url, agree }))
    .location;
}

async function signIn(browser: Browser, to?: string): Promise<Answer> {
  return browser.get(await toDiscord(browser, to === undefined ? {} : { to }));
}

describe("signing in with Discord", () => {
  it("opens the pages about everything, and every case, to who has a role of the staff", async () => {
    const number = await office.talk(MIA, "WT1");
    const browser = openBrowser();
    const closed = await browser.get(`${office.url}/desk`);
    expect(closed.status).toBe(403);
    expect(closed.body).toContain('href="/desk/sign-in?to=%2Fdesk"');
    const back = await signIn(browser, `/desk/cases/${number}`);
    expect(back.status).toBe(303);
    expect(back.headers.get("location")).toBe(`/desk/cases/${number}`);
    const [set = ""] = back.headers.getSetCookie();
    expect(set.split("; ").slice(1)).toEqual([
      "Path=/desk",
      "Max-Age=3600",
      "HttpOnly",
      "Secure",
      "SameSite=Lax",
    ]);
    for (const path of ["/desk", "/desk/search?q=mia", `/desk/cases/${number}`])
      expect([path, (await browser.get(office.url + path)).status]).toEqual([path, 200]);
    const gone = await browser.get(office.case(999));
    expect(gone.status).toBe(404);
    expect(gone.body).toContain('href="/desk/search"');
  });

  it("names them in histories, and ends when they sign out", async () => {
    const number = await office.talk(MIA, "WT1");
    const browser = openBrowser();
    await signIn(browser);
    const { body } = await browser.get(office.case(number));
    const csrf = /name="csrf" value="([^"]+)"/u.exec(body)?.[1] ?? "";
    await browser.post(`${office.case(number)}/note`, { csrf, note: "Looked at it." });
    expect(office.store.caseReader.history(number).at(-1)?.actor).toEqual({
      by: "staff",
      id: grace,
      name: "Grace",
    });
    const effect = await office.givesUp(MIA);
    const sent = await browser.post(`${office.url}/desk/replay`, { csrf, effect: String(effect) });
    expect(sent.headers.get("location")).toBe("/desk?said=replay");
    expect((await browser.post(`${office.url}/desk/sign-out`, { csrf: "" })).status).toBe(403);
    expect((await browser.post(`${office.url}/desk/sign-out`, { csrf })).status).toBe(303);
    expect((await browser.get(`${office.url}/desk`)).status).toBe(403);
  });

  it("lasts an hour, and is then asked for again", async () => {
    const browser = openBrowser();
    await signIn(browser);
    office.clock.now += 59 * MINUTE;
    expect((await browser.get(`${office.url}/desk`)).status).toBe(200);
    office.clock.now += 2 * MINUTE;
    expect((await browser.get(`${office.url}/desk`)).status).toBe(403);
  });

  it("gives the token back, and asks for no more than it needs", async () => {
    await signIn(openBrowser());
    const entries = await readTape(sandbox.url);
    expect(entries.map(({ route }) => route).slice(-4)).toEqual([
      "POST /oauth2/token",
      "GET /users/@me",
      "GET /users/@me/guilds/{guild_id}/member",
      "POST /oauth2/token/revoke",
    ]);
    const { access_token: token } = JSON.parse(entries.at(-4)?.responseBody ?? "{}") as {
      access_token: string;
    };
    const answer = await fetch(`${sandbox.ready.discord.api}/v10/users/@me`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(answer.status).toBe(401);
  });

  it("opens nothing without such a role, or when they do not agree", async () => {
    await callsTo(sandbox.url)("PUT", `/discord/members/${grace}/roles`, {
      roles: [await makeRole("Regular")],
    });
    const browser = openBrowser();
    const without = await signIn(browser);
    expect(without.status).toBe(403);
    expect(without.body).toContain("none of the roles");
    expect((await browser.get(`${office.url}/desk`)).status).toBe(403);
    const refused = await browser.get(await toDiscord(browser, { agree: false }));
    expect(refused.status).toBe(403);
  });

  it("counts in the browser that began it, once, and for ten minutes", async () => {
    const browser = openBrowser();
    const back = await toDiscord(browser);
    expect((await openBrowser().get(back)).status).toBe(403);
    const other = new URL(back);
    other.searchParams.set("state", "made-up");
    expect((await browser.get(other.href)).status).toBe(403);
    office.clock.now += 11 * MINUTE;
    expect((await browser.get(back)).status).toBe(403);
    const fresh = await toDiscord(browser);
    const kept = browser.cookiesFor(`${office.url}/desk/signed-in`);
    expect((await browser.get(fresh)).status).toBe(303);
    // Whoever saw the address and has the cookie comes too late.
    expect((await openBrowser().get(fresh, { cookie: kept })).status).toBe(403);
  });

  it("leads to no page but the desk's", async () => {
    for (const to of [
      "https://evil.example/",
      "//evil.example",
      "/desk//evil.example",
      "/desk/../elsewhere",
      "/desk\\evil",
      "/other",
      "/desk?x=1",
      "javascript:alert(1)",
    ]) {
      const back = await signIn(openBrowser(), to);
      expect([to, back.headers.get("location")]).toEqual([to, "/desk"]);
    }
  });

  it("says nothing of a wrong client secret but that it did not work, and asks Discord no more than fifty times", async () => {
    office = await open({ clientSecret: "not the application's secret" });
    await callsTo(sandbox.url)("PUT", "/discord/redirects", { uris: [`${office.url}/desk/signed-in`] });
    const browser = openBrowser();
    for (let n = 0; n < 50; n += 1) expect((await signIn(browser)).status).toBe(403);
    const refused = await signIn(browser);
    expect(refused.status).toBe(429);
    expect(refused.headers.get("retry-after")).toBe("600");
    const asked = (await readTape(sandbox.url)).filter(({ route }) => route === "POST /oauth2/token");
    expect(asked).toHaveLength(50);
  });
});

it("where nobody can sign in, no page offers it", async () => {
  const closed = await openOffice(join(folder, "closed.db"));
  const answer = await openBrowser().get(`${closed.url}/desk`);
  expect(answer.status).toBe(403);
  expect(answer.body).not.toContain("sign-in");
  expect((await openBrowser().get(`${closed.url}/desk/sign-in`)).status).toBe(404);
  expect((await openBrowser().get(`${closed.url}/desk/signed-in?code=1`)).status).toBe(404);
});
