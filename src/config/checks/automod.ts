import type { Loose } from "./loose.ts";
import { reportTwins, type Report } from "./report.ts";

/** How many rules of a trigger Discord allows on a server. */
const MOST_KEYWORD_RULES = 6;

/** Which keys go with which trigger. */
const DETAILS: Readonly<Record<string, readonly string[]>> = {
  keywords: ["keywords", "patterns", "allowed", "timeout", "message"],
  presets: ["presets", "allowed", "message"],
  mentions: ["mentionLimit", "raidProtection", "timeout", "message"],
  spam: ["message"],
  profile: ["keywords", "patterns", "allowed"],
};
const ALL_DETAILS = [...new Set(Object.values(DETAILS).flat())];

/** AutoMod rules: their triggers, and what goes with each. */
export function checkAutomod(file: Loose, report: Report): void {
  const rules = file.entries("discord", "automod").map(([key, rule]) => ({
    path: ["discord", "automod", key],
    name: rule.text("name") ?? key,
    trigger: rule.text("trigger") ?? "",
    rule,
  }));
  reportTwins(rules, ({ name }) => name, "AutoMod rules", report);
  const counts = new Map<string, number>();
  for (const { path, trigger, rule } of rules) {
    checkRule(path, trigger, rule, report);
    const most = trigger === "keywords" ? MOST_KEYWORD_RULES : 1;
    counts.set(trigger, (counts.get(trigger) ?? 0) + 1);
    if (counts.get(trigger) === most + 1) {
      const wanted = `at most ${most} of that trigger, which is all Discord allows`;
      report({ path: [...path, "trigger"], found: `one more rule of ${trigger}`, wanted });
    }
  }
}

function checkRule(path: readonly string[], trigger: string, rule: Loose, report: Report): void {
  const allowed = DETAILS[trigger];
  if (allowed === undefined) return;
  for (const field of ALL_DETAILS.filter((name) => rule.has(name) && !allowed.includes(name))) {
    report({
      path: [...path, field],
      key: true,
      found: `${field} on a rule of ${trigger}`,
      wanted: `only what goes with it: ${allowed.join(", ")}`,
    });
  }
  const isWordless = rule.list("keywords").length + rule.list("patterns").length === 0;
  if ((trigger === "keywords" || trigger === "profile") && isWordless) {
    report({ path, key: true, found: "a rule that looks for nothing", wanted: "keywords or patterns" });
  }
  if (trigger === "presets" && rule.list("presets").length === 0) {
    report({ path, key: true, found: "a rule that looks for nothing", wanted: "presets" });
  }
  const doesNothing = rule.has("block") && !rule.flag("block") && !rule.has("alert") && !rule.has("timeout");
  if (doesNothing) {
    report({ path, key: true, found: "a rule that does nothing", wanted: "block, alert or timeout" });
  }
}
