import type { Loose } from "./loose.ts";
import type { Report } from "./report.ts";

/** Targets of permissions that are no role of the file. */
const builtIn: readonly string[] = ["everyone", "bot"];

/** What categories and channels allow and deny, and to whom. */
export function checkPermissions(file: Loose, report: Report): void {
  const roles = file.entries("discord", "roles").map(([key]) => key);
  for (const role of roles.filter((key) => builtIn.includes(key))) {
    report({
      path: ["discord", "roles", role],
      key: true,
      found: `the key "${role}"`,
      wanted: `another key: permissions use ${builtIn.join(" and ")} for themselves`,
    });
  }
  for (const section of ["categories", "channels"]) {
    for (const [key, place] of file.entries("discord", section)) {
      for (const [target, rule] of place.entries("permissions")) {
        checkRule(["discord", section, key, "permissions", target], target, rule, roles, report);
      }
    }
  }
}

function checkRule(
  path: readonly string[],
  target: string,
  rule: Loose,
  roles: readonly string[],
  report: Report,
): void {
  const targets = [...builtIn, ...roles];
  if (!targets.includes(target)) {
    report({
      path,
      key: true,
      found: "no role of this key",
      wanted: "everyone, bot or a key of discord.roles",
      among: { word: target, candidates: targets },
    });
  }
  const allowed = rule.list("allow");
  const denied = rule.list("deny");
  for (const permission of denied.filter((name) => allowed.includes(name))) {
    report({
      path: [...path, "deny"],
      found: `${permission}, which is also allowed`,
      wanted: "it in one of the two",
    });
  }
  if (target === "bot" && denied.includes("ViewChannel")) {
    report({ path: [...path, "deny"], found: "ViewChannel", wanted: "a place flexcord itself can see" });
  }
}
