import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";

import type { FastifyInstance } from "fastify";
import { WebSocketServer } from "ws";

import { GATEWAY_PATH } from "../gateway-url.ts";
import type { World } from "../world.ts";
import { acceptConnection } from "./connection.ts";
import { CLOSE } from "./protocol.ts";
import { createSessions } from "./sessions.ts";

export interface Gateway {
  /** Takes WebSocket upgrades at /discord/gateway. */
  serve(app: FastifyInstance): void;
  /** Identifies so far, of the thousand a day. */
  readonly identifies: () => number;
  /** Ends every session; clients have to identify anew. */
  reset(): void;
}

export function createGateway(world: World): Gateway {
  const sessions = createSessions(world.context, world.identity.guildId);
  world.listen(sessions.publish);
  let identifies = 0;
  const server = new WebSocketServer({ noServer: true });
  const accept = (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const refusal = refuse(request.url ?? "");
    if (refusal !== null) {
      socket.end(`HTTP/1.1 ${refusal}\r\nConnection: close\r\n\r\n`);
      return;
    }
    server.handleUpgrade(request, socket, head, (client) => {
      acceptConnection(client, {
        world,
        sessions,
        onIdentify: () => {
          identifies += 1;
        },
      });
    });
  };
  return {
    serve(app) {
      app.server.on("upgrade", accept);
      world.context.closing.addEventListener("abort", () => {
        for (const client of server.clients) client.terminate();
      });
    },
    identifies: () => identifies,
    reset() {
      sessions.endAll(...CLOSE.SESSION_TIMED_OUT);
      identifies = 0;
    },
  };
}

/** Why an upgrade is refused: another path, or a transport that is not imitated. */
function refuse(url: string): string | null {
  const { pathname, searchParams } = new URL(url, "http://sandbox");
  if (pathname.replace(/\/$/u, "") !== GATEWAY_PATH) return "404 Not Found";
  const isPlain = (searchParams.get("encoding") ?? "json") === "json" && !searchParams.has("compress");
  return isPlain ? null : "501 Not Implemented";
}
