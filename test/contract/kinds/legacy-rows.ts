import { aroundFlexFlow, chatService, flexFlow, oldFlow, refTo } from "../../twilio/targets/legacy.ts";
import type { Row } from "./rows.ts";

/** The kinds of `transport: programmable-chat`. */
export const legacyRows: readonly Omit<Row, "open">[] = [
  {
    title: "twilio.legacy-chat-service",
    needs: [],
    resource: chatService("legacy", "Discord (legacy)"),
    changes: { userChannels: 250 },
    rename: "Old help desk",
    drift: "userChannels",
    owned: false,
  },
  {
    title: "twilio.flow (legacy)",
    needs: aroundFlexFlow.filter(({ kind }) => kind !== "twilio.flow" && !kind.includes("legacy")),
    resource: oldFlow("legacy", "Discord (legacy)"),
    changes: { askUrl: "https://other.example/twilio/studio/ask", memberAuthorPrefix: "member_" },
    rename: "Old help",
    drift: "askUrl",
    owned: true,
  },
  {
    title: "twilio.legacy-flex-flow",
    needs: [...aroundFlexFlow, chatService("other", "Other"), oldFlow("other", "Other")],
    resource: flexFlow,
    changes: {
      chatService: refTo("twilio.legacy-chat-service", "other"),
      flow: refTo("twilio.flow", "other"),
    },
    rename: "Old help",
    drift: "flow",
    owned: true,
  },
];
