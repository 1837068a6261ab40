import { createHmac } from "node:crypto";
import { createServer } from "node:http";
import { onTestFinished } from "vitest";

const KEY = Buffer.alloc(32, 7);
export const ALERT_SECRET = `whsec_${KEY.toString("base64")}`;

/** One request, as it came. */
export interface Received {
  readonly id: string;
  /** As docs/alerts.md describes it. */
  readonly signed: boolean;
  readonly type: string;
  readonly data: {
    readonly id: string;
    readonly kind: string;
    readonly subject: string;
    readonly since: string;
    readonly over: string | null;
    readonly sentence: string;
    readonly facts: Readonly<Record<string, string | number>>;
  };
}

/** Somebody else's server that is told of alerts. It checks signatures by itself, and answers what it is told to. */
export async function openReceiver() {
  const received: Received[] = [];
  let answer = 204;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const raw = Buffer.concat(chunks).toString("utf8");
      const header = (name: string) => String(request.headers[name]);
      const signed = `${header("webhook-id")}.${header("webhook-timestamp")}.${raw}`;
      const signature = createHmac("sha256", KEY).update(signed).digest("base64");
      const age = Math.abs(Date.now() / 1000 - Number(header("webhook-timestamp")));
      const body = JSON.parse(raw) as Pick<Received, "type" | "data">;
      received.push({
        ...body,
        id: header("webhook-id"),
        signed: age < 60 && header("webhook-signature") === `v1,${signature}`,
      });
      response.writeHead(answer).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}/alerts`,
    received,
    answerWith(status: number) {
      answer = status;
    },
    /** What came about one subject, as `began` and `over`. */
    about: (kind: string, subject: string) =>
      received
        .filter(({ data }) => data.kind === kind && data.subject === subject)
        .map(({ type }) => type.slice("alert.".length)),
  };
}
