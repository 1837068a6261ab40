import type { FastifyInstance } from "fastify";

/** Tells everyone who listens at GET /control/events that something changed. */
export interface EventStream {
  readonly changed: (scope: "discord" | "flex" | "tape", id?: string) => void;
  close(): void;
}

/** Adds GET /control/events, a stream of server-sent events, to `app`. */
export function serveEventStream(app: FastifyInstance): EventStream {
  const listeners = new Set<{ write(text: string): unknown; end(): unknown }>();
  app.get("/control/events", (request, reply) => {
    reply.hijack();
    reply.raw.writeHead(200, {
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-store",
      connection: "keep-alive",
    });
    reply.raw.write(": ready\n\n");
    listeners.add(reply.raw);
    request.raw.socket.once("close", () => listeners.delete(reply.raw));
  });
  return {
    changed(scope, id) {
      if (listeners.size === 0) return;
      const data = JSON.stringify(id === undefined ? { scope } : { scope, id });
      for (const listener of listeners) listener.write(`event: change\ndata: ${data}\n\n`);
    },
    close() {
      for (const listener of listeners) listener.end();
      listeners.clear();
    },
  };
}
