import type { Origin } from "../../domain/blueprint.ts";
import { Failure } from "../../domain/failure.ts";
import type { Fields, Intention, Json, Problem, ResolvedFields, Value } from "../../provision/ports.ts";
import { calling, type Account } from "./account.ts";
import { flowBody } from "./flow.ts";
import { mapInside } from "./flow-definition.ts";

/** Has Twilio look at every flow before anything is written. */
export async function validateFlows(
  account: Account,
  intentions: readonly Intention[],
): Promise<readonly Problem[]> {
  const flows = intentions.filter(
    ({ kind, creates, changed }) => kind === "twilio.flow" && (creates || changed.size > 0),
  );
  const checks = await Promise.all(flows.map((flow) => validate(account, flow)));
  return checks.flat();
}

async function validate({ client }: Account, { fields, origin }: Intention): Promise<readonly Problem[]> {
  const { name, definition } = flowBody(withStandIns(fields));
  try {
    const doing = `have the flow "${name}" validated`;
    const { valid } = await calling(doing, () =>
      client.studio.v2.flowValidate.update({ friendlyName: name, status: "published", definition }),
    );
    return valid ? [] : [problem(fields, origin, ["Studio says it is not valid"])];
  } catch (error) {
    const faults = faultsIn(error instanceof Failure ? error.cause : error, definition);
    if (faults.length === 0) throw error;
    return [problem(fields, origin, faults)];
  }
}

function problem(fields: Fields, origin: Origin | null, faults: readonly string[]): Problem {
  const file = `templates/flows/${fields["template"] as string}.json`;
  const place = origin === null ? "" : `${origin.file}:${origin.line}: ${origin.path}: `;
  return {
    code: "twilio.refused",
    message: `${place}Studio refuses the flow of ${file}: ${faults.join("; ")}.`,
    fix: `Correct what the config gives the flow, or ${file}. Nothing was written.`,
  };
}

/** Ids of things that do not exist yet, and the secret, are of no concern to the form of a flow. */
function withStandIns(fields: Fields): ResolvedFields {
  const standIn = (value: Value): Value => {
    if (typeof value !== "object" || value === null) return value;
    if ("ref" in value) {
      const { kind } = value["ref"] as { readonly kind: string };
      return `${kind === "twilio.workflow" ? "WW" : "TC"}${"0".repeat(32)}`;
    }
    if ("secret" in value) return "secret";
    return mapInside(value, standIn);
  };
  return standIn(fields) as { readonly [field: string]: Json };
}

interface StudioFault {
  readonly property_path?: string;
  readonly message?: string;
}

/** Studio counts states by place; whoever reads the template knows them by name. */
function faultsIn(thrown: unknown, definition: Json): readonly string[] {
  const { details } = (thrown ?? {}) as { readonly details?: { readonly errors?: readonly StudioFault[] } };
  const { states } = definition as unknown as { readonly states: readonly { readonly name: string }[] };
  return (details?.errors ?? []).map(({ property_path: path = "#", message = "not valid" }) => {
    const named = path.replace(/^#\/states\/(\d+)/, (all, index: string) => {
      const name = states[Number(index)]?.name;
      return name === undefined ? all : `state ${name}`;
    });
    return `${named}: ${message}`;
  });
}
