import type { FastifyInstance } from "fastify";

import { readBody } from "../../control-body.ts";
import type { World } from "../world.ts";
import type { Gateway } from "./gateway.ts";
import { CLOSE, OP } from "./protocol.ts";

const AT = "/control/discord/gateway";

/** Adds what goes wrong with the gateway, as docs/sandbox-control.md describes it. */
export function serveGatewayControl(app: FastifyInstance, gateway: Gateway, world: World): void {
  const { dials } = gateway;
  app.get(AT, async () => ({ ...dials, connections: gateway.connections() }));
  app.post(`${AT}/reconnect`, async () => ({ told: gateway.tell(OP.RECONNECT, null) }));
  app.post(`${AT}/invalidate`, async (request) => {
    const resumable = readBody(request.body).boolean("resumable");
    if (!resumable) gateway.forgetSessions();
    return { told: gateway.tell(OP.INVALID_SESSION, resumable) };
  });
  app.post(`${AT}/close`, async (request) => {
    const body = readBody(request.body);
    const reason = body.optionalString("reason") ?? "Closed by the control API.";
    return { closed: gateway.closeAll(body.number("code"), reason) };
  });
  app.post(`${AT}/forget`, async () => {
    gateway.forgetSessions();
    return {};
  });
  app.put(`${AT}/heartbeats`, async (request) => {
    const body = readBody(request.body);
    dials.acknowledges = body.boolean("acknowledged");
    dials.heartbeatMs = body.number("everyMs", dials.heartbeatMs);
    return {};
  });
  app.put(`${AT}/outage`, async (request) => {
    dials.refuses = readBody(request.body).boolean("refuses");
    if (dials.refuses) gateway.cutAll();
    return {};
  });
  app.put(`${AT}/starts`, async (request) => {
    const body = readBody(request.body);
    dials.startsLeft = body.number("remaining", dials.startsLeft);
    dials.identifyEveryMs = body.number("everyMs", dials.identifyEveryMs);
    return {};
  });
  app.put("/control/discord/token", async (request) => {
    world.tokenAccepted = readBody(request.body).boolean("accepted");
    if (!world.tokenAccepted) gateway.closeAll(...CLOSE.AUTHENTICATION_FAILED);
    return {};
  });
  app.put("/control/discord/nonces", async (request) => {
    world.nonces.rememberFor(readBody(request.body).number("rememberedMs"));
    return {};
  });
}
