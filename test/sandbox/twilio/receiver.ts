import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";

export interface Received {
  readonly path: string;
  readonly signature: string | undefined;
  readonly headers: IncomingMessage["headers"];
  readonly contentType: string;
  readonly body: string;
  /** The body, read as a form. */
  readonly form: Readonly<Record<string, string>>;
}

/** Takes callbacks and keeps them. */
export class Receiver {
  readonly calls: Received[] = [];
  readonly #server: Server;
  #answer: (call: Received) => { readonly status: number; readonly json?: unknown } = () => ({ status: 200 });

  private constructor(server: Server) {
    this.#server = server;
  }

  static async start(): Promise<Receiver> {
    const server = createServer();
    const receiver = new Receiver(server);
    server.on("request", (request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        const body = Buffer.concat(chunks).toString("utf8");
        const signature = request.headers["x-twilio-signature"];
        const call: Received = {
          path: request.url ?? "",
          signature: typeof signature === "string" ? signature : undefined,
          headers: request.headers,
          contentType: request.headers["content-type"] ?? "",
          body,
          form: Object.fromEntries(new URLSearchParams(body)),
        };
        receiver.calls.push(call);
        const { status, json } = receiver.#answer(call);
        response.writeHead(status, json === undefined ? {} : { "content-type": "application/json" });
        response.end(json === undefined ? "" : JSON.stringify(json));
      });
    });
    await new Promise<void>((resolve) => {
      server.listen(0, "127.0.0.1", resolve);
    });
    return receiver;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  answerWith(answer: (call: Received) => { readonly status: number; readonly json?: unknown }): void {
    this.#answer = answer;
  }

  /** Calls of one event, in the order they arrived. */
  of(event: string): readonly Received[] {
    return this.calls.filter(({ form }) => form["EventType"] === event);
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise<void>((resolve) => {
      this.#server.close(() => resolve());
    });
  }
}
