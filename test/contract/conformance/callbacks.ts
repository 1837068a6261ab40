import twilio from "twilio";
import type { TapeEntry } from "../../../src/sandbox/tape.ts";

/**
 * What Twilio sends by itself. No file describes it; these are the parameters of its documentation, with
 * a `?` behind the name of one that may be absent.
 */
const CONVERSATIONS = ["AccountSid", "EventType", "Source", "ClientIdentity?", "ChatServiceSid?"];
const MESSAGING_SERVICE = ["MessagingServiceSid?"];
const MESSAGE = [
  ...CONVERSATIONS,
  ...MESSAGING_SERVICE,
  "ConversationSid",
  "MessageSid",
  "Index",
  "DateCreated",
  "Body",
  "Author",
  "ParticipantSid?",
  "Attributes",
  "Media?",
];
const PARTICIPANT = [
  ...CONVERSATIONS,
  ...MESSAGING_SERVICE,
  "ConversationSid",
  "ParticipantSid",
  "DateCreated",
  "Identity?",
  "RoleSid",
  "Attributes",
  "MessagingBinding.ProxyAddress?",
  "MessagingBinding.Address?",
  "MessagingBinding.ProjectedAddress?",
  "MessagingBinding.Type?",
];
const CONVERSATION = [
  ...CONVERSATIONS,
  ...MESSAGING_SERVICE,
  "ConversationSid",
  "FriendlyName",
  "UniqueName",
  "Attributes",
  "State",
  "DateCreated",
  "DateUpdated",
];

/** Channels of Programmable Chat have parameters of other names. */
const CHANNEL = [
  "AccountSid",
  "EventType",
  "Source",
  "ClientIdentity?",
  "InstanceSid",
  "ChannelSid",
  "RetryCount",
];
const CHANNEL_MESSAGE = [
  ...CHANNEL,
  "MessageSid",
  "Index",
  "From",
  "Body",
  "Attributes",
  "DateCreated",
  "MediaSid?",
  "MediaContentType?",
  "MediaSize?",
  "MediaFilename?",
];
const CHANNEL_ITSELF = [
  ...CHANNEL,
  "FriendlyName",
  "UniqueName",
  "Attributes",
  "ChannelType",
  "CreatedBy",
  "DateCreated",
  "DateUpdated",
];
const CHANNEL_MEMBER = [...CHANNEL, "MemberSid", "Identity", "RoleSid", "DateCreated"];

const TASK = [
  "TaskSid",
  "TaskAttributes",
  "TaskAge",
  "TaskPriority",
  "TaskAssignmentStatus",
  "TaskDateCreated",
  "TaskVersion",
  "TaskCanceledReason?",
  "TaskCompletedReason?",
  "TaskChannelSid",
  "TaskChannelName",
  "TaskChannelUniqueName",
  "TaskQueueSid?",
  "TaskQueueName?",
  "TaskQueueTargetExpression?",
  "WorkflowSid",
  "WorkflowName",
  "WorkflowFilterName?",
];
const WORKER = ["WorkerSid", "WorkerName", "WorkerAttributes", "WorkerActivitySid", "WorkerActivityName"];
const TASKROUTER = [
  "Sid",
  "EventType",
  "AccountSid",
  "WorkspaceSid",
  "WorkspaceName",
  "EventDescription",
  "ResourceType",
  "ResourceSid",
  "Timestamp",
  "TimestampMs",
];

/** What each kind of callback says, by its route's name on the tape. */
export const CALLBACKS: readonly (readonly [route: RegExp, names: readonly string[]])[] = [
  [/^webhook onMessageAdded$/u, MESSAGE],
  [/^webhook onMessageUpdated$/u, [...MESSAGE, "DateUpdated"]],
  [/^webhook onMessageRemoved$/u, [...MESSAGE, "DateRemoved"]],
  [/^webhook onParticipantAdded$/u, PARTICIPANT],
  [/^webhook onParticipantUpdated$/u, [...PARTICIPANT, "DateUpdated", "LastReadMessageIndex?"]],
  [/^webhook onParticipantRemoved$/u, [...PARTICIPANT, "DateRemoved", "LastReadMessageIndex?"]],
  [/^webhook onConversation(Updated|Removed)$/u, CONVERSATION],
  [
    /^webhook onConversationStateUpdated$/u,
    [
      ...CONVERSATIONS,
      ...MESSAGING_SERVICE,
      "ConversationSid",
      "StateUpdated",
      "StateFrom",
      "StateTo",
      "Reason",
    ],
  ],
  [/^channel on(Message|MediaMessage)Sent$/u, CHANNEL_MESSAGE],
  [/^channel onMessageUpdated$/u, [...CHANNEL_MESSAGE, "DateUpdated", "LastUpdatedBy?"]],
  [/^channel onMessageRemoved$/u, [...CHANNEL_MESSAGE, "DateRemoved"]],
  [/^channel onChannel(Updated|Destroyed)$/u, CHANNEL_ITSELF],
  [/^channel onMember(Added|Removed)$/u, CHANNEL_MEMBER],
  [/^taskrouter (task|task-queue|workflow)\./u, [...TASKROUTER, ...TASK]],
  [/^taskrouter reservation\./u, [...TASKROUTER, ...TASK, ...WORKER, "ReservationSid"]],
  [/^taskrouter worker\./u, [...TASKROUTER, ...WORKER]],
];

/** Parameters whose values have a form of their own. */
const FORMS: Readonly<Record<string, RegExp>> = {
  AccountSid: /^AC[0-9a-f]{32}$/u,
  ChatServiceSid: /^IS[0-9a-f]{32}$/u,
  ConversationSid: /^CH[0-9a-f]{32}$/u,
  MessageSid: /^IM[0-9a-f]{32}$/u,
  ParticipantSid: /^MB[0-9a-f]{32}$/u,
  InstanceSid: /^IS[0-9a-f]{32}$/u,
  ChannelSid: /^CH[0-9a-f]{32}$/u,
  MemberSid: /^MB[0-9a-f]{32}$/u,
  MediaSid: /^ME[0-9a-f]{32}$/u,
  RetryCount: /^[0-3]$/u,
  RoleSid: /^RL[0-9a-f]{32}$/u,
  Source: /^(SDK|API)$/u,
  Index: /^\d+$/u,
  DateCreated: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/u,
  DateUpdated: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/u,
  DateRemoved: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/u,
  StateUpdated: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/u,
  StateFrom: /^(initializing|active|inactive|closed)$/u,
  StateTo: /^(initializing|active|inactive|closed)$/u,
  Reason: /^(API|TIMER|EVENT)$/u,
  WorkspaceSid: /^WS[0-9a-f]{32}$/u,
  TaskSid: /^WT[0-9a-f]{32}$/u,
  WorkerSid: /^WK[0-9a-f]{32}$/u,
  WorkflowSid: /^WW[0-9a-f]{32}$/u,
  TaskQueueSid: /^WQ[0-9a-f]{32}$/u,
  TaskChannelSid: /^TC[0-9a-f]{32}$/u,
  ReservationSid: /^WR[0-9a-f]{32}$/u,
  Timestamp: /^\d{10}$/u,
  TimestampMs: /^\d{13}$/u,
};

/** Values that are JSON text. */
const JSON_VALUES = new Set(["Attributes", "Media", "TaskAttributes", "WorkerAttributes"]);

/** What is wrong with one callback; `authToken` is what it must be signed with. */
/** What a CloudEvent of Event Streams must say; the list it comes in is signed by the hash of its bytes. */
const CLOUD_EVENT = ["specversion", "type", "source", "id", "time", "datacontenttype", "data"];

function checkStreamed(entry: TapeEntry, authToken: string): readonly string[] {
  const { host, path, query, requestBody, requestHeaders } = entry;
  const events: unknown = JSON.parse(requestBody);
  if (!Array.isArray(events) || events.length === 0) return ["the body is no list of events"];
  const missing = events.flatMap((event: object) =>
    CLOUD_EVENT.filter((name) => !(name in event)).map((name) => `an event has no ${name}`),
  );
  const url = `http://${host}${path}?${query}`;
  const signature = requestHeaders["x-twilio-signature"] ?? "";
  const isSigned = twilio.validateRequestWithBody(authToken, signature, url, requestBody);
  return [...missing, ...(isSigned ? [] : ["the signature is not the account's"])];
}

export function checkCallback(entry: TapeEntry, authToken: string): readonly string[] {
  const route = entry.route ?? "";
  if (route.startsWith("studio ")) return checkStudioRequest(entry);
  if (route.startsWith("event-streams ")) return checkStreamed(entry, authToken);
  const names = CALLBACKS.find(([pattern]) => pattern.test(route))?.[1];
  if (names === undefined) return [`nothing is known of the callback ${route}`];
  const fields = new URLSearchParams(entry.method === "GET" ? entry.query : entry.requestBody);
  const event = route.split(" ")[1];
  return [
    ...checkNames(fields, names),
    ...checkValues(fields),
    ...(fields.get("EventType") === event ? [] : [`EventType is ${fields.get("EventType")}, not ${event}`]),
    ...checkClient(fields),
    ...checkSignature(entry, authToken),
  ];
}

/** The HTTP request of a flow carries what the flow says; that it is not signed is the harsher reading. */
function checkStudioRequest({ requestHeaders, method, requestBody }: TapeEntry): readonly string[] {
  const type = requestHeaders["content-type"] ?? "";
  const isKnown = /^application\/(json|x-www-form-urlencoded);charset=utf-8$/u.test(type);
  return [
    ...(requestHeaders["x-twilio-signature"] === undefined ? [] : ["a flow's request is signed"]),
    ...(method === "POST" && !isKnown ? [`content type ${type} is none that a flow can send`] : []),
    ...(type.startsWith("application/json") && !isJson(requestBody) ? ["the body is no JSON"] : []),
  ];
}

function checkNames(fields: URLSearchParams, names: readonly string[]): readonly string[] {
  const known = new Set(names.map((name) => name.replace(/\?$/u, "")));
  return [
    ...names
      .filter((name) => !name.endsWith("?") && !fields.has(name))
      .map((name) => `parameter ${name} is missing`),
    ...[...fields.keys()].filter((name) => !known.has(name)).map((name) => `parameter ${name} is unknown`),
  ];
}

function checkValues(fields: URLSearchParams): readonly string[] {
  return [...fields].flatMap(([name, value]) => {
    const form = FORMS[name];
    if (form !== undefined && !form.test(value)) return [`parameter ${name} is not like ${form.source}`];
    return JSON_VALUES.has(name) && !isJson(value) ? [`parameter ${name} is no JSON`] : [];
  });
}

/** Who wrote with the SDK is named; who wrote over REST is not. */
function checkClient(fields: URLSearchParams): readonly string[] {
  const isNamed = fields.has("ClientIdentity");
  if (fields.get("Source") === "SDK") return isNamed ? [] : ["parameter ClientIdentity is missing"];
  return isNamed ? ["parameter ClientIdentity goes with Source=SDK only"] : [];
}

/** The SDK's own check, against the address as it was called; one without a path is called at `/`. */
function checkSignature(entry: TapeEntry, authToken: string): readonly string[] {
  const { host, path, query, requestBody, requestHeaders } = entry;
  const signature = requestHeaders["x-twilio-signature"] ?? "";
  const search = query === "" ? "" : `?${query}`;
  const addresses = [`${host}${path}${search}`, ...(path === "/" ? [`${host}${search}`] : [])];
  const parameters = Object.fromEntries(new URLSearchParams(requestBody));
  const isSigned = addresses
    .flatMap((address) => [`http://${address}`, `https://${address}`])
    .some((url) => twilio.validateRequest(authToken, signature, url, parameters));
  return isSigned ? [] : ["the signature is not the account's"];
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
