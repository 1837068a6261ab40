import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";

import { readBody } from "../../control-body.ts";
import { ControlError } from "../../control-error.ts";
import type { World } from "../world.ts";
import { decideAuthorize, readAuthorize } from "./authorize.ts";
import { TOKEN_SECONDS } from "./grants.ts";

const AUTHORIZE = "/discord/api/oauth2/authorize";
const TOKEN = "/discord/api/v10/oauth2/token";

/** Discord's OAuth2, as far as signing in goes: the page people agree on, and the tokens that come of it. */
export function serveOAuth(app: FastifyInstance, world: World): void {
  app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser("*", { parseAs: "string" }, (_request, body, done) => done(null, body));
    scope.get(AUTHORIZE, async (request, reply) => {
      const asked = readAuthorize(world, queryOf(request));
      if (asked.state === "shown") return reply.code(asked.status).send(asked.body);
      if (asked.state === "sent-back") return reply.redirect(asked.location);
      return reply.type("text/html; charset=utf-8").send(consentPage(world));
    });
    scope.post(AUTHORIZE, async (request, reply) => {
      const asked = readAuthorize(world, queryOf(request));
      if (asked.state === "shown") return reply.code(asked.status).send(asked.body);
      const form = formIn(request);
      const agrees = form.get("agree") === "yes";
      const location =
        asked.state === "sent-back"
          ? asked.location
          : decideAuthorize(world, asked.request, { userId: form.get("user") ?? "", agrees });
      return reply.redirect(location, 303);
    });
    scope.post(TOKEN, async (request, reply) => exchange(world, request, reply));
    scope.post(`${TOKEN}/revoke`, async (request, reply) => {
      const form = formIn(request);
      if (!isClient(world, request, form)) return reply.code(401).send({ error: "invalid_client" });
      world.grants.revoke(form.get("token") ?? "");
      return reply.send({});
    });
  });
}

/** What the developer portal sets, and a person's answer without a browser. */
export function serveOAuthControl(app: FastifyInstance, world: World): void {
  app.put("/control/discord/redirects", async (request) => {
    world.redirectUris = readBody(request.body).strings("uris");
    return {};
  });
  app.post<{ Params: { readonly member: string } }>(
    "/control/discord/members/:member/authorize",
    async ({ body, params }) => {
      const read = readBody(body);
      const asked = readAuthorize(world, new URL(read.string("url")).searchParams);
      if (asked.state === "shown")
        throw new ControlError(409, `Discord shows: ${JSON.stringify(asked.body)}`);
      if (asked.state === "sent-back") return { location: asked.location };
      if (!world.users.has(params.member))
        throw new ControlError(404, `There is no member ${params.member}.`);
      const person = { userId: params.member, agrees: read.boolean("agree") };
      return { location: decideAuthorize(world, asked.request, person) };
    },
  );
}

function exchange(world: World, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const form = formIn(request);
  const refuse = (status: number, error: string, description?: string) =>
    reply
      .code(status)
      .send({ error, ...(description === undefined ? {} : { error_description: description }) });
  if (!/^application\/x-www-form-urlencoded\b/u.test(request.headers["content-type"] ?? "")) {
    return refuse(400, "invalid_request", "The request is not form encoded.");
  }
  if (!isClient(world, request, form)) return refuse(401, "invalid_client");
  if (form.get("grant_type") !== "authorization_code") return refuse(400, "unsupported_grant_type");
  const redeemed = world.grants.redeem({
    code: form.get("code") ?? "",
    redirectUri: form.get("redirect_uri") ?? "",
    verifier: form.get("code_verifier"),
  });
  if (redeemed === null) return refuse(400, "invalid_grant", 'Invalid "code" in request.');
  const { accessToken, refreshToken, grant } = redeemed;
  return reply.send({
    token_type: "Bearer",
    access_token: accessToken,
    expires_in: TOKEN_SECONDS,
    refresh_token: refreshToken,
    scope: grant.scopes.join(" "),
  });
}

/** Documented: in the body, or as HTTP Basic. */
function isClient({ identity }: World, { headers }: FastifyRequest, form: URLSearchParams): boolean {
  const { applicationId, clientSecret } = identity;
  const basic = Buffer.from(`${applicationId}:${clientSecret}`).toString("base64");
  if (headers.authorization !== undefined) return headers.authorization === `Basic ${basic}`;
  return form.get("client_id") === applicationId && form.get("client_secret") === clientSecret;
}

function queryOf({ url }: FastifyRequest): URLSearchParams {
  return new URLSearchParams(url.split("?")[1] ?? "");
}

function formIn({ body }: FastifyRequest): URLSearchParams {
  return new URLSearchParams(typeof body === "string" ? body : "");
}

/** Everybody on the server has an account in this browser. */
function consentPage(world: World): string {
  const people = [...world.users.values()].filter(({ bot }) => !bot);
  const options = people.map(
    ({ id, username, globalName }) => `<option value="${id}">${escaped(globalName ?? username)}</option>`,
  );
  return `<!doctype html>
<html lang="en"><title>Authorize</title>
<h1>An application wants to know who you are</h1>
<form method="post">
<label>You are <select name="user">${options.join("")}</select></label>
<button name="agree" value="yes">Authorize</button> <button name="agree" value="no">Cancel</button>
</form></html>
`;
}

function escaped(text: string): string {
  return text.replaceAll(/[&<>"]/gu, (sign) => `&#${sign.codePointAt(0) ?? 0};`);
}
