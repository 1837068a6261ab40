import { createHash } from "node:crypto";
import { beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { type Sandbox, startSandbox } from "../../../src/sandbox/sandbox.ts";
import { callsTo } from "../../../src/demo/call.ts";

const REDIRECT = "http://127.0.0.1:1/back";
const VERIFIER = "v".repeat(43);
const CHALLENGE = createHash("sha256").update(VERIFIER).digest("base64url");

let sandbox: Sandbox;
let mia: string;

beforeEach(async () => {
  sandbox = await startSandbox();
  onTestFinished(() => sandbox.close());
  const control = callsTo(sandbox.url);
  ({ id: mia } = await control<{ id: string }>("POST", "/discord/members", { name: "Mia" }));
  await control("PUT", "/discord/redirects", { uris: [REDIRECT] });
});

type Fields = Readonly<Record<string, string>>;

function authorizeUrl(changes: Fields = {}): string {
  const { api, applicationId } = sandbox.ready.discord;
  const query = new URLSearchParams({
    response_type: "code",
    client_id: applicationId,
    scope: "identify guilds.members.read",
    redirect_uri: REDIRECT,
    state: "s",
    code_challenge: CHALLENGE,
    code_challenge_method: "S256",
    ...changes,
  });
  return `${api}/oauth2/authorize?${query.toString()}`;
}

/** What the browser brings back. */
async function authorize(changes: Fields = {}, agree = "yes"): Promise<URLSearchParams> {
  const answer = await fetch(authorizeUrl(changes), {
    method: "POST",
    redirect: "manual",
    body: new URLSearchParams({ user: mia, agree }),
  });
  return new URL(answer.headers.get("location") ?? "").searchParams;
}

async function ask(
  path: string,
  init: RequestInit,
): Promise<{ status: number; body: Record<string, unknown> }> {
  const answer = await fetch(`${sandbox.ready.discord.api}/v10${path}`, init);
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}

function exchange(code: string, changes: Fields = {}) {
  const { applicationId, clientSecret } = sandbox.ready.discord;
  const body = new URLSearchParams({
    client_id: applicationId,
    client_secret: clientSecret,
    grant_type: "authorization_code",
    code,
    redirect_uri: REDIRECT,
    code_verifier: VERIFIER,
    ...changes,
  });
  return ask("/oauth2/token", { method: "POST", body });
}

const bearer = (token: unknown) => ({ headers: { authorization: `Bearer ${String(token)}` } });

describe("Discord's OAuth2", () => {
  it("shows a page on which people agree, and gives a code for a token", async () => {
    const page = await fetch(authorizeUrl());
    expect(page.headers.get("content-type")).toContain("text/html");
    expect(await page.text()).toContain(">Mia<");
    const back = await authorize();
    expect(back.get("state")).toBe("s");
    const { status, body } = await exchange(back.get("code") ?? "");
    expect(status).toBe(200);
    expect(body).toMatchObject({
      token_type: "Bearer",
      expires_in: 604_800,
      scope: "identify guilds.members.read",
    });
    const { guildId } = sandbox.ready.discord;
    const me = await ask("/users/@me", bearer(body["access_token"]));
    expect(me.body).toMatchObject({ id: mia, global_name: "Mia" });
    expect(me.body).not.toHaveProperty("email");
    const member = await ask(`/users/@me/guilds/${guildId}/member`, bearer(body["access_token"]));
    expect(member.body).toMatchObject({ roles: [], user: { id: mia } });
  });

  it.each([
    ["another application", { client_id: "1" }, 400],
    ["an address that is not registered", { redirect_uri: "https://evil.example/" }, 400],
  ])("shows what is wrong itself: %s", async (_, changes, status) => {
    const answer = await fetch(authorizeUrl(changes), { redirect: "manual" });
    expect([answer.status, answer.headers.get("location")]).toEqual([status, null]);
  });

  it.each([
    ["response_type", { response_type: "token" }, "unsupported_response_type"],
    ["scope", { scope: "email" }, "invalid_scope"],
    ["no scope", { scope: "" }, "invalid_scope"],
    ["challenge method", { code_challenge_method: "plain" }, "invalid_request"],
  ])("sends back what the application asked wrongly: %s", async (_, changes, error) => {
    const answer = await fetch(authorizeUrl(changes), { redirect: "manual" });
    const back = new URL(answer.headers.get("location") ?? "").searchParams;
    expect([back.get("error"), back.get("state"), back.get("code")]).toEqual([error, "s", null]);
  });

  it("tells the application when somebody does not agree", async () => {
    expect((await authorize({}, "no")).get("error")).toBe("access_denied");
  });

  it("takes a code once, from its application, for its address and its challenge", async () => {
    const refused = async (changes: Fields) => {
      const { status, body } = await exchange((await authorize()).get("code") ?? "", changes);
      return [status, body["error"]];
    };
    expect(await refused({ client_secret: "wrong" })).toEqual([401, "invalid_client"]);
    expect(await refused({ grant_type: "password" })).toEqual([400, "unsupported_grant_type"]);
    expect(await refused({ redirect_uri: "https://evil.example/" })).toEqual([400, "invalid_grant"]);
    expect(await refused({ code_verifier: "another" })).toEqual([400, "invalid_grant"]);
    expect(await refused({ code: "made-up" })).toEqual([400, "invalid_grant"]);
    const code = (await authorize()).get("code") ?? "";
    expect((await exchange(code)).status).toBe(200);
    expect((await exchange(code)).body).toMatchObject({ error: "invalid_grant" });
  });

  it("gives a token for what was agreed to, until it is given back", async () => {
    const code = (await authorize({ scope: "identify" })).get("code") ?? "";
    const token = (await exchange(code)).body["access_token"];
    const { guildId, applicationId, clientSecret, token: bot } = sandbox.ready.discord;
    const path = `/users/@me/guilds/${guildId}/member`;
    expect((await ask(path, bearer(token))).body).toMatchObject({ code: 50_026 });
    expect((await ask(path, { headers: { authorization: `Bot ${bot}` } })).body).toMatchObject({
      code: 20_001,
    });
    expect((await ask(`/guilds/${guildId}`, bearer(token))).status).toBe(401);
    const whole = (await exchange((await authorize()).get("code") ?? "")).body["access_token"];
    expect((await ask("/users/@me/guilds/100000000000000000/member", bearer(whole))).body).toMatchObject({
      code: 10_004,
    });
    const revoke = (fields: Fields) =>
      ask("/oauth2/token/revoke", {
        method: "POST",
        body: new URLSearchParams({ token: String(token), ...fields }),
      });
    expect((await revoke({})).status).toBe(401);
    expect((await ask("/users/@me", bearer(token))).status).toBe(200);
    expect((await revoke({ client_id: applicationId, client_secret: clientSecret })).status).toBe(200);
    expect((await ask("/users/@me", bearer(token))).status).toBe(401);
  });
});
