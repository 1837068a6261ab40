import { createHmac } from "node:crypto";
import { createServer, type ServerResponse } from "node:http";
import { onTestFinished } from "vitest";

const KEY = Buffer.alloc(32, 9);
export const ENGINE_SECRET = `whsec_${KEY.toString("base64")}`;

/** One question, as it came. */
interface Question {
  readonly id: string;
  readonly signed: boolean;
  readonly type: string;
  readonly data: Readonly<Record<string, string>>;
}

/** Somebody else's engine. It checks signatures by itself, and does with each question what it is told to. */
export async function openEngine() {
  const questions: Question[] = [];
  let behave: (response: ServerResponse) => void = (response) => void response.end("{}");
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const raw = Buffer.concat(chunks).toString("utf8");
      const header = (name: string) => String(request.headers[name]);
      const signed = `${header("webhook-id")}.${header("webhook-timestamp")}.${raw}`;
      const signature = createHmac("sha256", KEY).update(signed).digest("base64");
      const { type, data } = JSON.parse(raw) as Pick<Question, "type" | "data">;
      questions.push({
        id: header("webhook-id"),
        signed: header("webhook-signature") === `v1,${signature}`,
        type,
        data,
      });
      behave(response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  onTestFinished(close);
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}/ask`,
    questions,
    close,
    does(behaviour: (response: ServerResponse) => void) {
      behave = behaviour;
    },
    answers(body: unknown, status = 200) {
      behave = (response) => void response.writeHead(status).end(JSON.stringify(body));
    },
  };
}
