/** What a property must be. Numbers and booleans that Studio keeps as text are `string` here. */
export interface PropertyRule {
  readonly type: "string" | "boolean" | "array";
  readonly required?: true;
  readonly pattern?: RegExp;
  readonly max?: number;
  readonly oneOf?: readonly string[];
}

export interface WidgetRule {
  readonly events: readonly string[];
  readonly properties: Readonly<Record<string, PropertyRule>>;
}

const text: PropertyRule = { type: "string" };
const requiredText: PropertyRule = { type: "string", required: true };
const list: PropertyRule = { type: "array" };

/** A SID of this kind, or Liquid that becomes one. */
function sid(prefix: string): PropertyRule {
  return { type: "string", required: true, pattern: new RegExp(`^${prefix}[0-9a-fA-F]{32}$|\\{\\{`) };
}

/** Widgets of a conversation's flow, by Twilio's own schemas of them. Others are refused as unknown. */
export const WIDGETS: Readonly<Record<string, WidgetRule>> = {
  trigger: {
    events: [
      "incomingMessage",
      "incomingCall",
      "incomingConversationMessage",
      "incomingRequest",
      "incomingParent",
    ],
    properties: {},
  },
  "split-based-on": { events: ["noMatch", "match"], properties: { input: requiredText } },
  "make-http-request": {
    events: ["success", "failed"],
    properties: {
      url: requiredText,
      method: { type: "string", required: true, oneOf: ["GET", "POST"] },
      content_type: {
        type: "string",
        required: true,
        oneOf: ["application/json;charset=utf-8", "application/x-www-form-urlencoded;charset=utf-8"],
      },
      body: text,
      parameters: list,
      add_twilio_auth: { type: "boolean" },
    },
  },
  "send-to-flex": {
    events: ["callComplete", "failedToEnqueue", "callFailure", "composerStarted"],
    properties: {
      workflow: sid("WW"),
      channel: sid("TC"),
      attributes: { type: "string", max: 1024 },
      priority: text,
      timeout: text,
      waitUrl: text,
      waitUrlMethod: text,
    },
  },
  "set-variables": { events: ["next"], properties: { variables: list } },
  "send-message": {
    events: ["sent", "failed"],
    properties: { from: requiredText, to: text, body: text, service: text, channel: text, attributes: text },
  },
  "send-and-wait-for-reply": {
    events: ["incomingMessage", "timeout", "deliveryFailure"],
    properties: { from: requiredText, body: text, service: text, channel: text, timeout: requiredText },
  },
  "run-function": {
    events: ["success", "fail"],
    properties: { url: requiredText, service_sid: text, environment_sid: text, function_sid: text },
  },
  "run-subflow": { events: ["completed", "failed"], properties: { flow_sid: requiredText } },
};

/** How a split compares. */
export const CONDITION_TYPES: readonly string[] = [
  "equal_to",
  "not_equal_to",
  "matches_any_of",
  "does_not_match_any_of",
  "contains",
  "does_not_contain",
  "starts_with",
  "does_not_start_with",
  "is_blank",
  "is_not_blank",
  "regex",
  "less_than",
  "greater_than",
  "is_before_date",
  "is_after_date",
];
