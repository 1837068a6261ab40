import { Agent, request } from "node:http";
import { judge, median, quantile, ROUNDS, say, startChild, type Child } from "./measure.ts";
import { webhookOf } from "./webhook-form.ts";

const AT_ONCE = 32;
const REQUESTS = 3_000;
const ACKS = 300;

interface Server {
  readonly child: Child;
  readonly port: number;
  readonly agent: Agent;
}

interface Round {
  /** Microseconds of the server's CPU for one request. */
  readonly cpu: number;
  /** Milliseconds, one request at a time. */
  readonly ack: number;
}

/** G1: our webhook handler against a bare one. G2, second half: the answer with the ledger against without. */
export async function benchWebhook(): Promise<void> {
  const kinds = ["bare", "doors", "ledger"] as const;
  const servers = await Promise.all(kinds.map(open));
  const rounds = new Map<string, Round[]>(kinds.map((kind) => [kind, []]));
  try {
    for (let round = 0; round <= ROUNDS; round += 1) {
      for (const [index, kind] of kinds.entries()) {
        const server = servers[index];
        if (server === undefined) continue;
        const measured = await measure(server);
        if (round > 0) rounds.get(kind)?.push(measured);
      }
    }
  } finally {
    await Promise.all(servers.map(({ child }) => child.end()));
  }
  const of = (kind: string, pick: (round: Round) => number) => median((rounds.get(kind) ?? []).map(pick));
  for (const kind of kinds) {
    say(
      `     ${kind.padEnd(8)} ${of(kind, ({ cpu }) => cpu).toFixed(0)} us CPU/request, ack p50 ${of(kind, ({ ack }) => ack).toFixed(3)} ms`,
    );
  }
  const ratioOf = (one: string, other: string, pick: (round: Round) => number) => {
    const others = rounds.get(other) ?? [];
    return median((rounds.get(one) ?? []).map((round, index) => pick(round) / pick(others[index] ?? round)));
  };
  judge(
    "G1",
    "webhook handler to node:http + signature, CPU",
    ratioOf("bare", "doors", ({ cpu }) => cpu),
    { atLeast: 0.75 },
  );
  judge(
    "G2",
    "webhook ack p50 with the ledger to without",
    ratioOf("ledger", "doors", ({ ack }) => ack),
    { atMost: 2.5 },
  );
}

async function open(kind: string): Promise<Server> {
  const { child, ready } = await startChild("webhook-child.ts", [kind]);
  const { port } = ready as { readonly port: number };
  return { child, port, agent: new Agent({ keepAlive: true, maxSockets: AT_ONCE }) };
}

let sent = 0;

async function measure(server: Server): Promise<Round> {
  const before = await server.child.ask<NodeJS.CpuUsage>({});
  let left = REQUESTS;
  const worker = async () => {
    while (left > 0) {
      left -= 1;
      await post(server);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  const after = await server.child.ask<NodeJS.CpuUsage>({});
  const acks: number[] = [];
  for (let n = 0; n < ACKS; n += 1) acks.push(await post(server));
  return {
    cpu: (after.user + after.system - before.user - before.system) / REQUESTS,
    ack: quantile(acks, 0.5),
  };
}

function post({ port, agent }: Server): Promise<number> {
  sent += 1;
  const { body, signature } = webhookOf(sent);
  const headers = {
    "content-type": "application/x-www-form-urlencoded",
    "content-length": Buffer.byteLength(body),
    "x-twilio-signature": signature,
  };
  const began = performance.now();
  return new Promise((resolve, reject) => {
    const call = request(
      { port, agent, method: "POST", path: "/twilio/conversations", headers },
      (response) => {
        response.resume();
        response.on("end", () => {
          if (response.statusCode === 200) resolve(performance.now() - began);
          else reject(new Error(`answered ${response.statusCode}`));
        });
      },
    );
    call.on("error", reject);
    call.end(body);
  });
}
