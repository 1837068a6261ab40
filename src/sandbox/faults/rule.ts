import { readBody, type Body } from "../control-body.ts";
import { ControlError } from "../control-error.ts";

/** What a fault may befall: requests to a vendor, callbacks from one, or gateway events. */
export type Scene = "discord" | "twilio" | "callback" | "gateway";

/** Before the vendor does the work, or once it is done and only the answer is missing. */
export type Moment = "before" | "after";

/** What goes wrong. Fields are described in docs/sandbox-control.md. */
export type Effect =
  | { readonly kind: "answer"; readonly status: number; readonly body: unknown }
  | {
      readonly kind: "limit";
      readonly retryAfterSeconds: number;
      readonly scope: "user" | "global" | "shared";
    }
  | { readonly kind: "delay"; readonly ms: number; readonly when: Moment }
  | { readonly kind: "hold"; readonly when: Moment }
  | { readonly kind: "drop"; readonly when: Moment }
  | { readonly kind: "truncate" }
  | { readonly kind: "drip"; readonly ms: number }
  | { readonly kind: "duplicate"; readonly times: number }
  | { readonly kind: "reorder" }
  | { readonly kind: "lose" };

export interface Rule {
  readonly vendor: Scene;
  readonly method: string | null;
  /** Patterns over what the tape calls path and route: `*` is one segment, `**` anything. */
  readonly path: string | null;
  readonly route: string | null;
  /** Text that the request's body must contain. */
  readonly contains: string | null;
  /** How many fitting ones pass first. */
  readonly skip: number;
  /** How many are hit; null for all. */
  readonly count: number | null;
  readonly probability: number;
  readonly seed: number;
  readonly effect: Effect;
}

const REST: readonly Effect["kind"][] = ["answer", "limit", "delay", "hold", "drop", "truncate", "drip"];
const POSSIBLE: Readonly<Record<Scene, readonly Effect["kind"][]>> = {
  discord: REST,
  twilio: REST,
  callback: ["delay", "drop", "duplicate", "reorder", "lose"],
  gateway: ["duplicate", "reorder", "lose"],
};

/** Reads the body of POST /control/faults; everything wrong with it is a 400 in words. */
export function readRule(value: unknown): Rule {
  const body = readBody(value);
  const vendor = oneOf(body.string("vendor"), "vendor", [
    "discord",
    "twilio",
    "callback",
    "gateway",
  ] as const);
  const effect = readEffect(readBody(body.object("effect")));
  if (!POSSIBLE[vendor].includes(effect.kind)) {
    throw new ControlError(400, `"${effect.kind}" is not something that befalls ${vendor}.`);
  }
  const count = body.number("count", -1, -1);
  return {
    vendor,
    method: body.optionalString("method") ?? null,
    path: body.optionalString("path") ?? null,
    route: body.optionalString("route") ?? null,
    contains: body.optionalString("contains") ?? null,
    skip: body.number("skip", 0),
    count: count < 0 ? null : count,
    probability: body.number("probability", 1),
    seed: body.number("seed", 1),
    effect,
  };
}

function readEffect(body: Body): Effect {
  const kind = body.string("kind");
  switch (kind) {
    case "answer":
      return { kind, status: body.number("status"), body: body.any("body") };
    case "limit":
      return {
        kind,
        retryAfterSeconds: body.number("retryAfter"),
        scope: oneOf(body.optionalString("scope") ?? "user", "scope", ["user", "global", "shared"] as const),
      };
    case "delay":
      return { kind, ms: body.number("ms"), when: momentOf(body) };
    case "hold":
    case "drop":
      return { kind, when: momentOf(body) };
    case "drip":
      return { kind, ms: body.number("ms") };
    case "duplicate":
      return { kind, times: body.number("times", 2, 1) };
    case "truncate":
    case "reorder":
    case "lose":
      return { kind };
    default:
      throw new ControlError(400, `"${kind}" is no fault.`);
  }
}

function momentOf(body: Body): Moment {
  return oneOf(body.optionalString("when") ?? "before", "when", ["before", "after"] as const);
}

function oneOf<Choice extends string>(text: string, key: string, choices: readonly Choice[]): Choice {
  const found = choices.find((choice) => choice === text);
  if (found === undefined) throw new ControlError(400, `"${key}" must be one of ${choices.join(", ")}.`);
  return found;
}
