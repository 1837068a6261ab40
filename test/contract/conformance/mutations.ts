import type { TapeEntry } from "../../../src/sandbox/tape.ts";

type Json = Record<string, unknown>;

/** One thing broken. */
export interface Mutation {
  readonly what: string;
  /** The entry that is broken: the first that succeeded. */
  readonly of: string;
  readonly change: (entry: TapeEntry) => Partial<TapeEntry>;
  /** What is said of it. */
  readonly fault: RegExp;
}

export const MESSAGE = "POST /channels/{channel_id}/messages";
export const CONVERSATION = "POST /v1/Conversations";

export const DISCORD: readonly Mutation[] = [
  {
    what: "a required field gone",
    of: MESSAGE,
    change: answer(without("author")),
    fault: /required property 'author'/u,
  },
  {
    what: "a wrong type",
    of: MESSAGE,
    change: answer((body) => ({ ...body, content: 7 })),
    fault: /content must be string/u,
  },
  {
    what: "an unknown field",
    of: MESSAGE,
    change: answer((body) => ({ ...body, contents: "" })),
    fault: /unknown field contents/u,
  },
  {
    what: "a wrong type deep down",
    of: MESSAGE,
    change: answer(({ author, ...rest }) => ({ ...rest, author: { ...(author as Json), username: null } })),
    fault: /author\/username must be string/u,
  },
  {
    what: "an answer that is no JSON",
    of: MESSAGE,
    change: () => ({ responseBody: "<html>" }),
    fault: /no JSON/u,
  },
  {
    what: "an undescribed status",
    of: MESSAGE,
    change: () => ({ status: 202 }),
    fault: /status 202 is not described/u,
  },
  {
    what: "a body where none is",
    of: "POST /channels/{channel_id}/typing",
    change: () => ({ responseBody: "{}" }),
    fault: /a body where none/u,
  },
  {
    what: "an error without its code",
    of: MESSAGE,
    change: () => ({ status: 403, responseBody: '{"message":"Missing Access"}' }),
    fault: /required property 'code'/u,
  },
  {
    what: "a misspelt field of a request",
    of: MESSAGE,
    change: request((body) => ({ ...body, contnet: "hi" })),
    fault: /body has an unknown field contnet/u,
  },
  {
    what: "a wrong type in a request",
    of: MESSAGE,
    change: request((body) => ({ ...body, tts: "yes" })),
    fault: /body\/tts must be/u,
  },
  {
    what: "permissions as a number",
    of: "POST /guilds/{guild_id}/roles",
    change: request((body) => ({ ...body, permissions: 8 })),
    fault: /permissions must be string/u,
  },
  {
    what: "an unknown query parameter",
    of: "GET /channels/{channel_id}/messages",
    change: () => ({ query: "afterwards=1" }),
    fault: /unknown parameter afterwards/u,
  },
  {
    what: "a query parameter that is no number",
    of: "GET /channels/{channel_id}/messages",
    change: () => ({ query: "limit=ten" }),
    fault: /query limit must be/u,
  },
  {
    what: "a path parameter that is no id",
    of: "GET /users/{user_id}",
    change: () => ({ path: "/api/v10/users/mia" }),
    fault: /path user_id must match/u,
  },
  {
    what: "a dispatch without its author",
    of: "DISPATCH MESSAGE_CREATE",
    change: dispatch(without("author")),
    fault: /required property 'author'/u,
  },
  {
    what: "a dispatch with a field too many",
    of: "DISPATCH INTERACTION_CREATE",
    change: dispatch((d) => ({ ...d, tokens: "" })),
    fault: /unknown field tokens/u,
  },
  {
    what: "an unknown dispatch",
    of: "DISPATCH READY",
    change: () => ({ path: "READYISH" }),
    fault: /no schema dispatch READYISH/u,
  },
  {
    what: "an IDENTIFY without intents",
    of: "IDENTIFY /",
    change: dispatch(without("intents")),
    fault: /required property 'intents'/u,
  },
];

export const TWILIO: readonly Mutation[] = [
  {
    what: "an absent null",
    of: CONVERSATION,
    change: answer(without("messaging_service_sid")),
    fault: /required property 'messaging_service_sid'/u,
  },
  {
    what: "an unknown field",
    of: CONVERSATION,
    change: answer((body) => ({ ...body, status: "active" })),
    fault: /unknown field status/u,
  },
  {
    what: "a SID of another kind",
    of: CONVERSATION,
    change: answer((body) => ({ ...body, sid: body["account_sid"] })),
    fault: /sid must match pattern/u,
  },
  {
    what: "a value that is none of an enum's",
    of: CONVERSATION,
    change: answer((body) => ({ ...body, state: "open" })),
    fault: /state must be equal to one of/u,
  },
  {
    what: "another status",
    of: CONVERSATION,
    change: () => ({ status: 200 }),
    fault: /status 200 is not described/u,
  },
  {
    what: "an error without more_info",
    of: CONVERSATION,
    change: () => ({ status: 400, responseBody: '{"code":20001,"message":"no","status":400}' }),
    fault: /required property 'more_info'/u,
  },
  {
    what: "an unknown parameter",
    of: CONVERSATION,
    change: ({ requestBody }) => ({ requestBody: `${requestBody}&Frendly=1` }),
    fault: /body has an unknown field Frendly/u,
  },
  {
    what: "a missing parameter",
    of: "POST /v2/Flows",
    change: () => ({ requestBody: "FriendlyName=x&Status=draft" }),
    fault: /required property 'Definition'/u,
  },
  {
    what: "a parameter out of its enum",
    of: CONVERSATION,
    change: ({ requestBody }) => ({ requestBody: `${requestBody}&State=open` }),
    fault: /body\/State must be equal/u,
  },
  {
    what: "an unknown Twilio header",
    of: CONVERSATION,
    change: ({ requestHeaders }) => ({ requestHeaders: { ...requestHeaders, "x-twilio-webhooks": "true" } }),
    fault: /header x-twilio-webhooks is unknown/u,
  },
  {
    what: "a Twilio header out of its enum",
    of: CONVERSATION,
    change: ({ requestHeaders }) => ({
      requestHeaders: { ...requestHeaders, "x-twilio-webhook-enabled": "yes" },
    }),
    fault: /header x-twilio-webhook-enabled must be/u,
  },
  {
    what: "JSON where a form is wanted",
    of: CONVERSATION,
    change: () => ({ requestBody: "{}", requestHeaders: { "content-type": "application/json" } }),
    fault: /type application\/json is not described/u,
  },
  {
    what: "a page too large",
    of: "GET /v1/Conversations",
    change: () => ({ query: "PageSize=101" }),
    fault: /query PageSize must be <= 100/u,
  },
];

export const CALLBACKS: readonly Mutation[] = [
  {
    what: "a parameter gone",
    of: "webhook onMessageAdded",
    change: form((fields) => fields.delete("Index")),
    fault: /Index is missing/u,
  },
  {
    what: "a parameter too many",
    of: "webhook onMessageAdded",
    change: form((fields) => fields.set("RetryCount", "0")),
    fault: /RetryCount is unknown/u,
  },
  {
    what: "a changed value",
    of: "taskrouter task.created",
    change: form((fields) => fields.set("TaskPriority", "9")),
    fault: /signature is not the account's/u,
  },
  {
    what: "a value of another form",
    of: "webhook onMessageAdded",
    change: form((fields) => fields.set("Source", "REST")),
    fault: /Source is not like/u,
  },
  {
    what: "attributes that are no JSON",
    of: "webhook onMessageAdded",
    change: form((fields) => fields.set("Attributes", "{")),
    fault: /Attributes is no JSON/u,
  },
  {
    what: "another event than was announced",
    of: "webhook onMessageAdded",
    change: form((fields) => fields.set("EventType", "onMessageSent")),
    fault: /EventType is onMessageSent/u,
  },
  {
    what: "an unknown kind",
    of: "webhook onMessageAdded",
    change: () => ({ route: "webhook onMessageSent" }),
    fault: /nothing is known/u,
  },
  {
    what: "a signed request of a flow",
    of: "studio ask",
    change: ({ requestHeaders }) => ({ requestHeaders: { ...requestHeaders, "x-twilio-signature": "x" } }),
    fault: /a flow's request is signed/u,
  },
];

function without(field: string): (body: Json) => Json {
  return (body) => Object.fromEntries(Object.entries(body).filter(([name]) => name !== field));
}

function answer(change: (body: Json) => Json): Mutation["change"] {
  return ({ responseBody }) => ({ responseBody: JSON.stringify(change(JSON.parse(responseBody) as Json)) });
}

function request(change: (body: Json) => Json): Mutation["change"] {
  return ({ requestBody }) => ({ requestBody: JSON.stringify(change(JSON.parse(requestBody) as Json)) });
}

function dispatch(change: (data: Json) => Json): Mutation["change"] {
  return request(({ d, ...rest }) => ({ ...rest, d: change(d as Json) }));
}

function form(change: (fields: URLSearchParams) => void): Mutation["change"] {
  return ({ requestBody }) => {
    const fields = new URLSearchParams(requestBody);
    change(fields);
    return { requestBody: fields.toString() };
  };
}
