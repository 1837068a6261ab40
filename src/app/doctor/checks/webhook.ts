import { requirePublicUrl } from "../../../config/addresses.ts";
import { Failure } from "../../../domain/failure.ts";
import { silentLog } from "../../../domain/log.ts";
import { type Check, failed, ok, type Verdict } from "../check.ts";
import type { Patient } from "../patient.ts";

/** What came back from the public address; null when nothing did. */
interface Answers {
  /** To a callback with the right signature, and to one with a wrong one. */
  readonly signed: number | null;
  readonly forged: number | null;
}

export const webhook: Check = {
  id: "webhook",
  title: "Webhooks",
  wanted: "FLEXCORD_PUBLIC_URL leads here, and only what Twilio signed is let in",
  async look(patient) {
    const url = requirePublicUrl(patient.addresses);
    const daemon = await knock(patient, url);
    if (isRight(daemon)) return ok(`${url} leads to the running daemon, which tells signatures apart`);
    if (daemon.signed === 403) return refused(url);
    return withListener(patient, url, daemon);
  },
};

/** What the door answers that takes a signed form and refuses a forged one. */
const isRight = ({ signed, forged }: Answers): boolean => signed === 204 && forged === 403;

const refused = (url: string): Verdict =>
  failed(
    "webhook.signature",
    `${url} refuses a callback signed for it`,
    "The daemon there works with another TWILIO_AUTH_TOKEN or FLEXCORD_PUBLIC_URL. Give both the same, and restart it.",
  );

/** Nobody is at home, or somebody else: a listener of our own, for a moment, tells which. */
async function withListener(patient: Patient, url: string, before: Answers): Promise<Verdict> {
  const { host, port } = patient.config.settings.bridge.listen;
  const said = before.signed === null ? "nothing" : `status ${before.signed}`;
  await using listener = await listen(patient, url);
  const now = await knock(patient, url);
  if (isRight(now)) {
    const whom = listener === null ? "the daemon" : "this machine, where no daemon runs at the moment";
    return ok(`${url} leads to ${whom}`);
  }
  if (now.signed === 403) return refused(url);
  return failed(
    "network.unreachable",
    `${url} answers ${said}`,
    `Have the reverse proxy or tunnel at ${url} lead to ${host}:${port} of the machine that runs \`flexcord run\`; see that its certificate is valid.`,
  );
}

const notReady = () => Promise.resolve({ ready: false });

/** Null when the port is in use: by the daemon, as a rule, and it may have come up only now. */
async function listen(patient: Patient, publicUrl: string): Promise<AsyncDisposable | null> {
  const { openHttp } = await import("../../../http/server.ts");
  const { twilioDoors } = await import("../../../twilio/doors.ts");
  const { clock, signal, config } = patient;
  const routes = twilioDoors({
    // The probe asks for nothing; a true callback that arrives meanwhile must come again.
    accept: () => Promise.reject(new Failure("store.unavailable", "No daemon runs.")),
    authTokens: [patient.secret("TWILIO_AUTH_TOKEN")],
    publicUrl,
    studioSecret: "",
    routeOf: () => Promise.resolve("assistant"),
    clock,
    log: silentLog,
  });
  const { listen: address } = config.settings.bridge;
  try {
    const http = await openHttp({ ...address, log: silentLog, routes, readiness: notReady, signal });
    return { [Symbol.asyncDispose]: () => http.close() };
  } catch (thrown) {
    if (thrown instanceof Failure && thrown.code === "run.port-taken") return null;
    throw thrown;
  }
}

const PATIENCE_MS = 10_000;

async function knock(patient: Patient, publicUrl: string): Promise<Answers> {
  const { signForm } = await import("../../../twilio/webhook.ts");
  const { doorPaths } = await import("../../../twilio/doors.ts");
  const url = publicUrl + doorPaths.taskRouter;
  // An event that nobody follows: a door that takes it does nothing about it.
  const fields = { EventType: "flexcord.doctor" };
  const form = Object.entries(fields);
  const token = patient.secret("TWILIO_AUTH_TOKEN");
  const post = async (signature: string): Promise<number | null> => {
    try {
      const answer = await fetch(url, {
        method: "POST",
        body: new URLSearchParams(fields),
        headers: { "x-twilio-signature": signature },
        redirect: "manual",
        signal: AbortSignal.any([patient.signal, AbortSignal.timeout(PATIENCE_MS)]),
      });
      await answer.arrayBuffer();
      return answer.status;
    } catch {
      return null;
    }
  };
  return {
    signed: await post(signForm(token, url, form)),
    forged: await post(signForm(`not ${token}`, url, form)),
  };
}
