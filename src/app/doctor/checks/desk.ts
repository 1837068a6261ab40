import { requirePublicUrl } from "../../../config/addresses.ts";
import { type Check, failed, ok, skipped, type Verdict, warning } from "../check.ts";
import type { Patient } from "../patient.ts";

export const desk: Check = {
  id: "desk",
  title: "Desk",
  wanted: "the desk at its address, and staff that can sign in",
  async look(patient) {
    const { desk: wanted, listen } = patient.config.settings.bridge;
    if (!wanted.enabled) return skipped("bridge.desk.enabled is false");
    const { deskPaths } = await import("../../../desk/paths.ts");
    const url = wanted.url ?? requirePublicUrl(patient.addresses);
    const { origin } = new URL(url);
    const paths = deskPaths(url, "");
    if (wanted.staff.length > 0) {
      const trouble = await signInTrouble(patient, origin + paths.signedIn);
      if (trouble !== null) return trouble;
    }
    const home = origin + paths.home;
    const { host, port } = wanted.listen ?? listen;
    switch (await askDesk(patient, home)) {
      case "desk":
        return ok(`${home} leads to it`);
      case "nobody":
        return skipped(`nothing answers at ${home} yet; a running daemon does`);
      case "other":
        return warning(
          `what answers at ${home} is not the desk`,
          `Have the reverse proxy or tunnel pass /desk on to ${host}:${port}, and restart a daemon that is older than the desk.`,
        );
    }
  },
};

/** What keeps staff from signing in; null when nothing does. */
async function signInTrouble(patient: Patient, redirectUri: string): Promise<Verdict | null> {
  patient.secret("DISCORD_CLIENT_SECRET");
  const { redirectUris } = await (await patient.discord()).account();
  if (redirectUris.includes(redirectUri)) return null;
  return failed(
    "config.invalid",
    `Discord does not send anybody back to ${redirectUri}`,
    "Add it under OAuth2, Redirects, on the application's page in the developer portal.",
  );
}

const PATIENCE_MS = 10_000;

async function askDesk({ signal }: Patient, home: string): Promise<"desk" | "other" | "nobody"> {
  try {
    const answer = await fetch(home, {
      redirect: "manual",
      signal: AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]),
    });
    await answer.arrayBuffer();
    const policy = answer.headers.get("content-security-policy") ?? "";
    return answer.status === 403 && policy.includes("frame-ancestors") ? "desk" : "other";
  } catch {
    return "nobody";
  }
}
