import { isMap, isScalar } from "yaml";
import { Failure } from "../domain/failure.ts";
import type { Settings } from "./schema/settings.ts";
import { parseYamlFile } from "./yaml-file.ts";

interface Choice {
  /** The file as it was named; in messages. */
  readonly file: string;
  readonly environment: string;
  readonly transport: Settings["transport"];
}

/**
 * A config's text with another transport, and nothing else changed. "config.invalid" where that would move other
 * environments along.
 */
export function withTransport(text: string, { file, environment, transport }: Choice): string {
  const { document } = parseYamlFile(file, text);
  const own = document.getIn(["environments", environment, "transport"], true);
  const shared = document.getIn(["transport"], true);
  if (!isScalar(own)) refuseShared(document.get("environments"), file, environment);
  const chosen = isScalar(own) ? own : shared;
  if (!isScalar(chosen) || !chosen.range) return `${text.trimEnd()}\n\ntransport: ${transport}\n`;
  const [start, end] = chosen.range;
  return text.slice(0, start) + transport + text.slice(end);
}

function refuseShared(environments: unknown, file: string, environment: string): void {
  const others = isMap(environments)
    ? environments.items.map(({ key }) => String(key)).filter((name) => name !== environment)
    : [];
  if (others.length === 0) return;
  throw new Failure(
    "config.invalid",
    `\`transport\` is not ${environment}'s own, and ${others.join(", ")} would move along.`,
    { where: file, fix: `Write \`transport:\` below environments.${environment}, with the one it has now.` },
  );
}
