import { Failure, type FailureCode } from "../../domain/failure.ts";
import { placeOf } from "./refusals.ts";
import type { Plan, PlanStep } from "./shape.ts";
import type { Value } from "../ports.ts";
import { isList, isObject } from "../value.ts";

/** What a plan is measured against. */
export interface PolicyRules {
  /** How many things one deploy may delete. */
  readonly maxDeletes: number;
  /** Whether a text holds something that nobody must read. */
  readonly isSecret: (text: string) => boolean;
  /** Whether plain http is allowed, because both vendors are on this machine. */
  readonly loopback: boolean;
  /** Whether everything is to go, so that what is protected may also be left alone. */
  readonly destroying?: boolean;
}

interface Refusal {
  readonly code: FailureCode;
  readonly message: string;
  readonly fix: string;
}

/** Throws one "policy.refused" or "policy.protected" that names everything no deploy should do; before any write. */
export function checkPolicy(plan: Plan, rules: PolicyRules): void {
  const refusals = [
    ...protectedThings(plan, rules),
    ...tooManyDeletes(plan, rules),
    ...plan.steps
      .filter(({ action }) => action !== "delete" && action !== "forget")
      .flatMap((step) => [...tooPowerful(step), ...unsafeTexts(step, rules), ...withoutDefault(step)]),
  ];
  const [first] = refusals;
  if (first === undefined) return;
  throw new Failure(first.code, refusals.map(({ message }) => message).join("\n"), {
    fix: [...new Set(refusals.map(({ fix }) => fix))].join(" "),
  });
}

function protectedThings({ steps }: Plan, { destroying = false }: PolicyRules): readonly Refusal[] {
  const fix = destroying
    ? "Leave what is protected as it is with --keep-protected, or deploy with `protect: false` on it first."
    : "Describe it again with `protect: false`, deploy that, and only then take it out.";
  return steps
    .filter((step) => step.action === "delete" && step.protected)
    .map((step) => ({
      code: "policy.protected",
      message: `${placeOf(step)} ("${step.name}") is protected and would be deleted.`,
      fix,
    }));
}

function tooManyDeletes({ steps }: Plan, { maxDeletes }: PolicyRules): readonly Refusal[] {
  const count = steps.filter(({ action }) => action === "delete").length;
  if (count <= maxDeletes) return [];
  return [
    {
      code: "policy.refused",
      message: `${count} things would be deleted, and ${maxDeletes} may be.`,
      fix: `If that is what you want, pass --max-deletes ${count}.`,
    },
  ];
}

const TOO_POWERFUL = ["Administrator", "MentionEveryone"] as const;

/** Rights of everybody who may join: nobody hands out these two on purpose. */
function tooPowerful(step: PlanStep): readonly Refusal[] {
  const overwrites = step.wanted["overwrites"] ?? [];
  const rules = isList(overwrites) ? overwrites.filter(isObject) : [];
  const handed = rules
    .filter((rule) => rule["target"] === "everyone")
    .flatMap((rule) => namesIn(rule["allow"] ?? []));
  const everyone =
    step.kind === "discord.everyone" || (step.kind === "discord.role" && /^@?everyone$/u.test(step.name));
  const all = everyone ? [...handed, ...namesIn(step.wanted["permissions"] ?? [])] : handed;
  return TOO_POWERFUL.filter((name) => all.includes(name)).map((name) => ({
    code: "policy.refused",
    message: `${placeOf(step)} gives everyone ${name}.`,
    fix: "Give it to a role that few people have.",
  }));
}

const namesIn = (value: Value): readonly Value[] => (isList(value) ? value : []);

/** Texts that anybody may read, and addresses that anybody on the way could. */
function unsafeTexts(step: PlanStep, { isSecret, loopback }: PolicyRules): readonly Refusal[] {
  return Object.entries(step.wanted).flatMap(([field, value]): readonly Refusal[] => {
    if (typeof value !== "string") return [];
    if (isSecret(value)) {
      return [
        {
          code: "policy.refused",
          message: `${placeOf(step)}: its ${field} holds a secret.`,
          fix: "Take the secret out, and replace it where it was given out.",
        },
      ];
    }
    if (!/url$/iu.test(field) || !isPlainHttp(value, loopback)) return [];
    return [
      {
        code: "policy.refused",
        message: `${placeOf(step)}: its ${field} is plain http, which anybody on the way can read.`,
        fix: "Use an https address.",
      },
    ];
  });
}

function isPlainHttp(address: string, loopback: boolean): boolean {
  const url = URL.parse(address);
  if (url?.protocol !== "http:") return false;
  return !(loopback && /^(localhost|\[::1\]|127(\.\d{1,3}){3})$/u.test(url.hostname));
}

/** A task that matches no filter would wait for ever. */
function withoutDefault(step: PlanStep): readonly Refusal[] {
  const routing = step.wanted["routing"];
  if (step.kind !== "twilio.workflow" || routing === undefined || !isObject(routing)) return [];
  const fallback = routing["default_filter"];
  if (fallback !== undefined && isObject(fallback) && (fallback["queue"] ?? null) !== null) return [];
  return [
    {
      code: "policy.refused",
      message: `${placeOf(step)} has no default queue: what matches no filter would reach nobody.`,
      fix: "Give the workflow a default queue.",
    },
  ];
}
