import { asFailure } from "../../domain/failure.ts";
import type { ApplyRequest } from "./request.ts";
import type { Arrangement } from "./arrangement.ts";
import { identityOf, isSameIdentity, observedOf } from "../identity/identity-of.ts";
import {
  nameOf,
  withIdentity,
  withIntent,
  withoutIdentity,
  withoutIntent,
  type IdentityMap,
} from "../identity/identity-map.ts";
import { createKnownIds } from "./known-ids.ts";
import { patiently } from "./patience.ts";
import type { PlanStep } from "../plan/shape.ts";
import type { Found, Target } from "../ports.ts";
import { changedFields, writes } from "./preflight.ts";
import { maskSecrets } from "../value.ts";

export interface Writer {
  /** Remembers a thing that needs no call: adopted as it is, or moved to another key. */
  keep(step: PlanStep): Promise<void>;
  /** Carries out one step. What it refers to must have been carried out. */
  perform(step: PlanStep): Promise<void>;
  /** Deletes what a step names, or merely forgets it. */
  remove(step: PlanStep): Promise<void>;
  /** Puts managed things into their order; a list call, and a write where needed. */
  arrange(arrangement: Arrangement): Promise<void>;
}

/** Writes what a plan says, and to the journal before and after each create. */
export function createWriter(request: ApplyRequest, targetOf: (step: PlanStep) => Target): Writer {
  const { journal, secrets } = request;
  const known = createKnownIds(request.plan, secrets);

  const recordWritten = async (step: PlanStep, found: Found): Promise<void> => {
    known.learn(step, found.id);
    const identity = identityOf(step, found.id, secrets, observedOf(step, found, targetOf(step)));
    await journal.record((map) => withIdentity(map, identity, step.formerKey ?? undefined));
  };
  const create = async (step: PlanStep): Promise<void> => {
    await announce(step, request);
    const call = () => targetOf(step).create(known.writeOf(step));
    await recordWritten(
      step,
      await patiently(call, request).catch((error) => withdraw(step, request, error)),
    );
  };
  const update = async (step: PlanStep, id: string): Promise<void> => {
    const { entries } = journal.current();
    if (!entries.some((entry) => entry.kind === step.kind && entry.id === id)) {
      // Ours from here on, even when the change that follows fails; what we want there was not applied yet.
      const claimed = { ...identityOf(step, id, secrets), applied: {} };
      await journal.record((map) => withIdentity(map, claimed));
    }
    const change = { ...known.writeOf(step), id, changed: changedFields(step) };
    await recordWritten(step, await patiently(() => targetOf(step).update(change), request));
  };
  const keep = (step: PlanStep): Promise<void> => recordKept(step, request);

  return {
    keep,
    async perform(step) {
      if (step.id === null) return create(step);
      return writes(step) ? update(step, step.id) : keep(step);
    },
    async remove(step) {
      const { id, name, wanted: fields } = step;
      if (step.action === "delete" && id !== null) {
        await patiently(async () => targetOf(step).remove?.({ id, name, fields }), request).catch(unlessGone);
      }
      // The key may mean another thing by now.
      await journal.record((map) => (knows(map, step) ? withoutIdentity(map, step) : map));
    },
    async arrange({ arrange, ordered }) {
      const ids = ordered.flatMap((step) => known.of(step) ?? []);
      await patiently(() => arrange(ids), request);
    },
  };
}

const knows = ({ entries }: IdentityMap, { kind, key, id }: PlanStep): boolean =>
  entries.some((entry) => entry.kind === kind && entry.key === key && entry.id === id);

/** Somebody else was faster, or an earlier deploy was cut off after its call. */
function unlessGone(error: unknown): void {
  const failure = asFailure(error);
  if (failure.code !== "discord.not-found" && failure.code !== "twilio.not-found") throw failure;
}

/** The intent of a create is on disk before the call goes out. */
async function announce(step: PlanStep, { journal, secrets, clock }: ApplyRequest): Promise<void> {
  const { kind, key } = step;
  const fields = maskSecrets(step.wanted, secrets);
  await journal.record((map) => withIntent(map, { kind, key, at: clock.now(), fields }));
}

/** What surely was not made is no longer announced; the rest stays, and the next run looks for it. */
async function withdraw(step: PlanStep, { journal }: ApplyRequest, error: unknown): Promise<never> {
  const failure = asFailure(error);
  if (failure.certain) await journal.record((map) => withoutIntent(map, step));
  throw failure;
}

async function recordKept(step: PlanStep, { journal, secrets }: ApplyRequest): Promise<void> {
  if (step.id === null) return;
  const { entries, pending } = journal.current();
  const key = step.formerKey ?? step.key;
  const former = entries.find((entry) => entry.kind === step.kind && entry.key === key);
  const identity = identityOf(step, step.id, secrets, former?.observed);
  const announced = pending.some((intent) => nameOf(intent) === nameOf(step));
  if (!announced && former !== undefined && isSameIdentity(former, identity)) return;
  await journal.record((map) => withIdentity(map, identity, step.formerKey ?? undefined));
}
