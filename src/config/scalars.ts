import { isMap, isPair, isScalar, isSeq, Scalar, visit } from "yaml";
import type { Environment } from "./environment.ts";
import type { Fault } from "./fault.ts";
import { findSecret } from "./secret-patterns.ts";
import { isSecretName } from "./secrets.ts";
import type { YamlFile } from "./yaml-file.ts";

/**
 * Goes over every value of the file, in place: `${NAME}` becomes the variable's value (`$${` stays `${`), a
 * number too long for JavaScript stays the digits it was written with, and a secret is a fault. Only variables that
 * count in this environment have to be set.
 */
export function settleScalars(yaml: YamlFile, env: Environment, environment: string): readonly Fault[] {
  const faults: Fault[] = [];
  visit(yaml.document, {
    Scalar(position, node, ancestors) {
      const path = pathOf([...ancestors, node]);
      const report = (found: string, wanted: string) => {
        faults.push({ origin: yaml.originAt(node.range?.[0] ?? 0, path), found, wanted, nearest: null });
      };
      if (position !== "key") keepDigits(node);
      if (typeof node.value !== "string") return;
      if (!refuseSecret(node.value, report) && position !== "key") {
        const needed = counts(yaml, path, environment);
        interpolate(node, node.value, env, needed ? report : () => undefined);
        if (typeof node.value === "string") refuseSecret(node.value, report);
      }
    },
  });
  return faults;
}

/** False for what another environment says, and for what this one says otherwise. */
function counts({ document }: YamlFile, path: readonly string[], environment: string): boolean {
  if (path[0] === "environments") return path.length < 2 || path[1] === environment;
  for (let depth = 1; depth <= path.length; depth += 1) {
    const own: unknown = document.getIn(["environments", environment, ...path.slice(0, depth)], true);
    if (own === undefined) return true;
    if (!isMap(own)) return false;
  }
  return true;
}

type Report = (found: string, wanted: string) => void;

/** An unquoted id such as 123456789012345678 loses digits as a number. */
function keepDigits(node: Scalar): void {
  if (
    typeof node.value === "number" &&
    !Number.isSafeInteger(node.value) &&
    /^\d+$/u.test(node.source ?? "")
  ) {
    node.value = node.source;
  }
}

function refuseSecret(value: string, report: Report): boolean {
  const secret = findSecret(value);
  if (secret === null) return false;
  report(
    secret.what,
    secret.variable === null
      ? "no secret in a file that is shared"
      : `it in the environment or in .env, as ${secret.variable}, and nothing here`,
  );
  return true;
}

function interpolate(node: Scalar, value: string, env: Environment, report: Report): void {
  const result = value.replaceAll(
    /\$(\$\{)|\$\{([^}]*)\}/gu,
    (whole, escaped: string | undefined, name: string) => {
      if (escaped !== undefined) return escaped;
      if (isSecretName(name)) {
        report(`\${${name}}`, "no secret here; flexcord reads that variable itself");
        return "";
      }
      const found = env[name];
      if (found !== undefined && found !== "") return found;
      report(whole, `the variable ${name} to be set in the environment or in .env`);
      return "";
    },
  );
  if (result === value) return;
  node.value = node.type === Scalar.PLAIN ? plainValue(result) : result;
}

/** An unquoted `${PORT}` is to be the number it stands for, as if it had been written there. */
function plainValue(text: string): unknown {
  if (text === "true" || text === "false") return text === "true";
  const number = Number(text);
  return /^-?\d+(\.\d+)?$/u.test(text) && (Number.isSafeInteger(number) || text.includes("."))
    ? number
    : text;
}

function pathOf(nodes: readonly unknown[]): readonly string[] {
  return nodes.flatMap((node, depth) => {
    const parent = nodes[depth - 1];
    if (isPair(node) && isScalar(node.key)) return [String(node.key.value)];
    return isSeq(parent) ? [String(parent.items.indexOf(node))] : [];
  });
}
