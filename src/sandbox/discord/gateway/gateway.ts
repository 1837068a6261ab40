import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";

import type { FastifyInstance } from "fastify";
import { WebSocketServer } from "ws";

import { GATEWAY_PATH } from "./gateway-url.ts";
import type { World } from "../world.ts";
import { acceptConnection, type LiveConnection } from "./connection.ts";
import { type Dials, freshDials } from "./dials.ts";
import { CLOSE } from "./protocol.ts";
import { createSessions } from "./sessions.ts";
import { createPlainWire, createZlibWire } from "./wire.ts";

export interface Gateway {
  /** Takes WebSocket upgrades at /discord/gateway. */
  serve(app: FastifyInstance): void;
  /** How clients are treated; may be turned at any time. */
  readonly dials: Dials;
  connections(): number;
  /** Sends one payload to everyone who is connected, and says to how many. */
  tell(op: number, data: unknown): number;
  closeAll(code: number, reason: string): number;
  /** Drops every connection without a word. */
  cutAll(): void;
  /** Forgets every session: who resumes is told that it is invalid. */
  forgetSessions(): void;
  /** Ends every session; clients have to identify anew. */
  reset(): void;
}

export function createGateway(world: World): Gateway {
  const sessions = createSessions(world.context, world.identity.guildId);
  world.listen(sessions.publish);
  const dials = freshDials();
  const live = new Set<LiveConnection>();
  const server = new WebSocketServer({ noServer: true });
  const accept = (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (dials.refuses) {
      socket.destroy();
      return;
    }
    const transport = readTransport(request.url ?? "");
    if (transport.refusal !== null) {
      socket.end(`HTTP/1.1 ${transport.refusal}\r\nConnection: close\r\n\r\n`);
      return;
    }
    server.handleUpgrade(request, socket, head, (client) => {
      const wire = transport.compressed ? createZlibWire(client) : createPlainWire(client);
      const connection = acceptConnection(client, wire, { world, sessions, dials });
      live.add(connection);
      client.once("close", () => live.delete(connection));
    });
  };
  const closeAll = (code: number, reason: string) => {
    for (const { close } of live) close(code, reason);
    return live.size;
  };
  const cutAll = () => {
    for (const client of server.clients) client.terminate();
  };
  return {
    serve(app) {
      app.server.on("upgrade", accept);
      world.context.closing.addEventListener("abort", cutAll);
    },
    dials,
    connections: () => live.size,
    tell(op, data) {
      for (const { send } of live) send(op, data);
      return live.size;
    },
    closeAll,
    cutAll,
    forgetSessions: sessions.forgetAll,
    reset() {
      Object.assign(dials, freshDials());
      closeAll(...CLOSE.SESSION_TIMED_OUT);
      sessions.forgetAll();
    },
  };
}

interface Transport {
  /** Why the upgrade is refused: another path, or a transport that is not imitated. */
  readonly refusal: string | null;
  readonly compressed: boolean;
}

function readTransport(url: string): Transport {
  const { pathname, searchParams } = new URL(url, "http://sandbox");
  const compress = searchParams.get("compress");
  const isKnown =
    (searchParams.get("encoding") ?? "json") === "json" && [null, "zlib-stream"].includes(compress);
  const isHere = pathname.replace(/\/$/u, "") === GATEWAY_PATH;
  const refusal = isHere ? (isKnown ? null : "501 Not Implemented") : "404 Not Found";
  return { refusal, compressed: compress === "zlib-stream" };
}
