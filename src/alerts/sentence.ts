import type { Texts } from "../texts/texts.ts";
import type { Trouble } from "./ports.ts";

/** What is wrong, in words for the staff. */
export function sentenceOf({ kind, subject, facts }: Trouble, texts: Texts): string {
  const count = Number(facts["count"] ?? 1);
  switch (kind) {
    case "token.refused":
      return texts("alert.token-refused", { side: NAMES[subject] ?? subject });
    case "message.parked":
      return texts("alert.message-parked", { count, code: subject });
    case "message.waiting":
      return texts("alert.message-waiting", { count, side: NAMES[subject] ?? subject });
    case "member.waiting":
      return texts("alert.member-waiting", { count, case: facts["case"] ?? "?" });
    case "case.late":
      return facts["promise"] === "first-answer"
        ? texts("alert.case-unanswered", { case: facts["case"] ?? "?" })
        : texts("alert.case-unsolved", { case: facts["case"] ?? "?" });
    case "source.failing":
      return texts("alert.source-failing", { source: subject, code: facts["code"] ?? "" });
    case "announcement.late":
      return texts("alert.announcement-late", { count, code: facts["code"] ?? "" });
    case "server.raided":
      return texts("alert.server-raided");
    case "tracker.late":
      return texts("alert.tracker-late", { count, tracker: subject, code: facts["code"] ?? "" });
    case "gateway.down":
      return texts("alert.gateway-down");
    case "store.failing":
      return texts("alert.store-failing", { code: facts["code"] ?? "" });
  }
}

const NAMES: Readonly<Record<string, string>> = { discord: "Discord", twilio: "Twilio" };
