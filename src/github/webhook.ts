import { createHmac, timingSafeEqual } from "node:crypto";
import type { Heard } from "../trackers/ports.ts";
import { fieldOf, issueOf, numberOf, textOf, timeOf } from "./shapes.ts";
import { keyIn } from "./text.ts";

/** Whether GitHub sent it: `sha256=` and the HMAC-SHA256 of the raw body in hexadecimal, under the webhook's secret. */
export function verifySignature(raw: Uint8Array, signature: string | undefined, secret: string): boolean {
  const wanted = Buffer.from(`sha256=${createHmac("sha256", secret).update(raw).digest("hex")}`);
  const given = Buffer.from(signature ?? "", "latin1");
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

export type Payload =
  | { readonly repository: string; readonly heard: Heard }
  | { readonly ignored: string }
  | { readonly invalid: string };

/**
 * What a webhook says. Its id stays the same when somebody has it delivered again; GitHub itself never tries twice
 * (docs.github.com, best practices and failed deliveries).
 */
export function readPayload(event: string, delivery: string, raw: Buffer): Payload {
  let payload: unknown;
  try {
    payload = JSON.parse(raw.toString("utf8"));
  } catch {
    return { invalid: "the body is no JSON; the webhook's content type has to be application/json" };
  }
  const action = textOf(fieldOf(payload, "action"));
  const what = whatOf(event, action, payload);
  if (what === null) return { ignored: `nothing follows from ${event} ${action}`.trim() };
  const issue = fieldOf(payload, "issue");
  if (fieldOf(issue, "pull_request") !== undefined) return { ignored: "it is about a pull request" };
  const found = issueOf(issue);
  const repository = textOf(fieldOf(fieldOf(payload, "repository"), "full_name"));
  const by = textOf(fieldOf(fieldOf(payload, "sender"), "login"));
  if (found === null || repository === "" || by === "" || !/^[\w-]{8,64}$/u.test(delivery))
    return { invalid: "it lacks an issue, a repository, a sender or its own id" };
  return {
    repository,
    heard: {
      id: delivery,
      issueId: found.id,
      issueUrl: found.url,
      issueKey: keyIn(textOf(fieldOf(issue, "body"))),
      at:
        what.kind === "comment"
          ? (timeOf(fieldOf(fieldOf(payload, "comment"), "created_at")) ?? found.at)
          : found.at,
      by,
      where: `${repository}#${found.id}`,
      what,
    },
  };
}

function whatOf(event: string, action: string, payload: unknown): Heard["what"] | null {
  if (event === "issues" && (action === "closed" || action === "reopened")) return { kind: action };
  if (event !== "issue_comment" || action !== "created") return null;
  const comment = fieldOf(payload, "comment");
  const commentId = numberOf(fieldOf(comment, "id"));
  const text = textOf(fieldOf(comment, "body"));
  return commentId === null ? null : { kind: "comment", commentId, text, key: keyIn(text) };
}
