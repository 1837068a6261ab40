import { refTo, aroundFlexFlow, chatService, flexFlow, oldFlow } from "../../../twilio/targets/legacy.ts";
import type { Unopened } from "../row.ts";

/** The kinds of `transport: programmable-chat`; its Studio flow is of the same kind as today's. */
export const legacyRows: readonly Unopened[] = [
  {
    title: "twilio.legacy-chat-service",
    needs: [],
    resource: chatService("legacy", "Discord (legacy)"),
    changes: { userChannels: 250 },
    rename: "Old help desk",
    drift: "userChannels",
    owned: false,
    leaves: "nothing",
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
    leaves: "nothing",
  },
];
