/** Takes webhooks: `bare` (node:http and the signature check), `doors` (ours, kept nowhere), `ledger` (ours, on disk). */
import { createServer } from "node:http";
import { mkdtempSync, rmSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Accept, Ledger } from "../../../src/bridge/ports.ts";
import { systemClock } from "../../../src/domain/clock.ts";
import type { TransportConversationId } from "../../../src/domain/ids.ts";
import { silentLog } from "../../../src/domain/log.ts";
import { openHttp } from "../../../src/http/server.ts";
import { openSqlite } from "../../../src/store/sqlite/open.ts";
import { twilioDoors } from "../../../src/twilio/doors.ts";
import { parseForm } from "../../../src/twilio/form.ts";
import { verifySignature } from "../../../src/twilio/webhook.ts";
import { MIA, opening, wrote } from "../../contract/store/samples.ts";
import { AUTH_TOKEN, CONVERSATION_SID, PUBLIC_URL } from "./webhook-form.ts";

const [kind] = process.argv.slice(2);

function bare(): Promise<number> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const form = parseForm(Buffer.concat(chunks), request.headers["content-type"]);
      const signature = request.headers["x-twilio-signature"];
      const known =
        form !== null &&
        typeof signature === "string" &&
        verifySignature({
          authTokens: [AUTH_TOKEN],
          signature,
          url: `${PUBLIC_URL}/twilio/conversations`,
          form,
        });
      response.writeHead(known ? 200 : 403).end();
    });
  });
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => resolve((server.address() as AddressInfo).port));
  });
}

async function ours(accept: Accept): Promise<number> {
  const { port } = await openHttp({
    host: "127.0.0.1",
    port: 0,
    log: silentLog,
    readiness: async () => ({ ready: true, facts: {} }),
    signal: new AbortController().signal,
    routes: twilioDoors({
      accept,
      authTokens: [AUTH_TOKEN],
      publicUrl: PUBLIC_URL,
      studioSecret: "none",
      routeOf: async () => "assistant",
      clock: systemClock,
      log: silentLog,
    }),
  });
  return port;
}

/** The conversation that the webhooks are about. */
async function openConversation(ledger: Ledger): Promise<void> {
  await ledger.accept([wrote(MIA, "1")]);
  await ledger.decideNext(
    MIA,
    opening((_, { id }) => ({
      effects: [{ kind: "conversation.ensure", direction: "agent", conversationId: id }],
    })),
  );
  const claim = await ledger.claim({ memberId: MIA, direction: "agent" });
  if (claim.state !== "due") throw new Error("nothing is due");
  const learned = { transportConversationId: CONVERSATION_SID as TransportConversationId };
  await ledger.settle(claim.due.effectId, { outcome: "done", remoteId: CONVERSATION_SID, learned });
}

async function onDisk(): Promise<Accept> {
  const folder = mkdtempSync(join(tmpdir(), "flexcord-bench-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  const { ledger } = await openSqlite({
    path: join(folder, "ledger.db"),
    secret: "a secret of the bench alone, long enough",
    now: () => Date.now(),
    log: silentLog,
  });
  await openConversation(ledger);
  return (events) => ledger.accept(events);
}

const port = kind === "bare" ? await bare() : await ours(kind === "doors" ? async () => [] : await onDisk());
process.on("message", () => process.send?.(process.cpuUsage()));
process.on("SIGTERM", () => process.exit());
process.send?.({ port });
