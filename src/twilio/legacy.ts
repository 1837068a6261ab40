import { Failure } from "../domain/failure.ts";
import { twilioFailure } from "./failures.ts";

/** What an account answers to a call of Programmable Chat or Flex Flows: some, as of 2026, have neither. */
export type LegacyAnswer<T> =
  | { readonly offered: true; readonly value: T }
  | { readonly offered: false; readonly failure: Failure };

/** How an account refuses what was taken from it is not documented; each of these is taken for it (assumed). */
const ENDED: ReadonlySet<unknown> = new Set([403, 404, 410]);

/** Makes a call that names no one thing, so that being refused it says that the account has nothing of the kind. */
export async function askLegacy<T>(
  doing: string,
  call: () => Promise<T>,
  options: { readonly quote?: boolean } = {},
): Promise<LegacyAnswer<T>> {
  try {
    return { offered: true, value: await call() };
  } catch (thrown) {
    const failure = twilioFailure(thrown, doing, options);
    if (!ENDED.has((thrown as { readonly status?: unknown } | null)?.status)) throw failure;
    return { offered: false, failure: withoutLegacyChat(failure) };
  }
}

/** As `askLegacy`, for who cannot go on without. */
export async function callingLegacy<T>(doing: string, call: () => Promise<T>): Promise<T> {
  const answer = await askLegacy(doing, call);
  if (!answer.offered) throw answer.failure;
  return answer.value;
}

function withoutLegacyChat(cause: Failure): Failure {
  const otherwise =
    cause.code === "twilio.permission"
      ? " If the API key is a restricted one, try a standard key first."
      : "";
  return new Failure(
    "twilio.refused",
    `The account has no Programmable Chat, which Twilio ended for Flex on 1 June 2026. ${cause.message}`,
    { fix: `Set \`transport: conversations\`, and deploy.${otherwise}`, cause },
  );
}
