export type TransportName = "conversations" | "programmable-chat";

/** Which transport the stages of this run deploy and drive; test/transport/journeys.ts has what is run on which. */
export const transport: TransportName =
  process.env["FLEXCORD_TEST_TRANSPORT"] === "programmable-chat" ? "programmable-chat" : "conversations";

/** How each transport looks to somebody who watches the wire. */
const WIRES = {
  conversations: {
    /** Opens a conversation. */
    opening: /\/v1\/Conversations$/u,
    /** The requests that opening one takes. */
    creation: /\/(Conversations|Participants|Webhooks)$/u,
    /** How many of them may fail before the waits between the tries grow long. */
    creationFaults: 6,
    /** Writes a line; the conversation is the first group. */
    line: /\/v1\/Conversations\/(\w+)\/Messages$/u,
    /** The same for the sandbox's faults. */
    lineRule: "/v1/Conversations/*/Messages",
    /** Makes a task when the flow did not. */
    rescue: /\/v1\/Interactions$/u,
    author: "Author",
    told: "onMessageAdded",
    door: "/twilio/conversations",
    taskAttribute: "conversationSid",
    /** Where a conversation lies at Twilio. */
    address: (sid: string) => `conversations.twilio.com/v1/Conversations/${sid}`,
  },
  "programmable-chat": {
    opening: /\/v1\/Channels$/u,
    creation: /\/(Channels|Webhooks)$/u,
    // Looking for the user is answered all the while, so no outage is noticed and each try waits for its own time.
    creationFaults: 2,
    line: /\/v2\/Services\/\w+\/Channels\/(\w+)\/Messages$/u,
    lineRule: "/v2/Services/*/Channels/*/Messages",
    rescue: /\/Workspaces\/\w+\/Tasks$/u,
    author: "From",
    told: "onMessageSent",
    door: "/twilio/chat",
    taskAttribute: "channelSid",
    address: (sid: string) => `flex-api.twilio.com/v1/Channels/${sid}`,
  },
} as const;

export const wire = WIRES[transport];
