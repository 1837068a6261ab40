import { callOut } from "../callback.ts";
import { createInteraction, type Interactions } from "../flex/interactions.ts";
import { readRouting, type Routing } from "../flex/routing.ts";
import type { Runtime } from "../runtime.ts";
import type { TaskRouter } from "../taskrouter/taskrouter.ts";
import { ApiError } from "../wire/api-error.ts";
import { isObject, parseJson, textOf, type JsonObject } from "../wire/json.ts";
import { isFulfilled } from "./conditions.ts";
import type { Contact } from "./contact.ts";
import { render, type FlowContext } from "./context.ts";
import type { FlowState, Transition } from "./definition.ts";

/** What a widget works with. */
export interface StepTools {
  readonly runtime: Runtime;
  readonly taskRouter: TaskRouter;
  readonly interactions: Interactions;
  /** Makes the task of a channel of Programmable Chat. */
  readonly channelToFlex: (channelSid: string, routing: Routing) => { readonly taskSid: string };
}

/** How a widget left the flow, and what it leaves for later ones to read. */
interface StepResult {
  readonly event: string;
  /** The transition itself, where several have the same event. */
  readonly transition?: Transition | undefined;
  readonly output?: unknown;
}

const HTTP_TIMEOUT_MS = 10_000;

/** Carries out one widget. Throws when it cannot: the execution ends there. */
export async function performStep(
  tools: StepTools,
  contact: Contact,
  state: FlowState,
  context: FlowContext,
): Promise<StepResult> {
  switch (state.type) {
    case "trigger":
      return { event: contact.kind === "channel" ? "incomingMessage" : "incomingConversationMessage" };
    case "split-based-on":
      return split(state, context);
    case "set-variables":
      return setVariables(state, context);
    case "make-http-request":
      return makeHttpRequest(tools, state, context);
    case "send-to-flex":
      return sendToFlex(tools, contact, state, context);
    default:
      throw new Error(`The sandbox does not run the widget ${state.type}`);
  }
}

function split(state: FlowState, context: FlowContext): StepResult {
  const input = textOf(state.properties, "input") ?? "";
  const transition = state.transitions.find(({ event, conditions }) => {
    if (event !== "match" || conditions === undefined) return false;
    return conditions.every(({ type, value, arguments: [argument = input] }) =>
      isFulfilled(type, render(argument, context), render(value, context)),
    );
  });
  return transition === undefined ? { event: "noMatch" } : { event: "match", transition };
}

function setVariables(state: FlowState, context: FlowContext): StepResult {
  for (const { key, value, json } of readPairs(state.properties["variables"], context)) {
    context.flow.variables[key] = json ? (parseJson(value) ?? value) : value;
  }
  return { event: "next" };
}

/**
 * The request is not signed: it may be on the live service, but nobody can rely on it (no page of
 * Twilio's promises it).
 */
async function makeHttpRequest(
  tools: StepTools,
  state: FlowState,
  context: FlowContext,
): Promise<StepResult> {
  const { properties } = state;
  if (properties["add_twilio_auth"] === true) throw new Error("The sandbox does not imitate add_twilio_auth");
  const method = properties["method"] === "GET" ? "GET" : "POST";
  const contentType = textOf(properties, "content_type") ?? "";
  const parameters = new URLSearchParams(
    readPairs(properties["parameters"], context).map(({ key, value }): [string, string] => [key, value]),
  );
  const url = new URL(render(textOf(properties, "url") ?? "", context));
  if (method === "GET") for (const [key, value] of parameters) url.searchParams.append(key, value);
  const body = contentType.includes("form")
    ? parameters.toString()
    : render(textOf(properties, "body") ?? "", context);
  const answer = await callOut(tools.runtime, {
    method,
    url: url.href,
    headers: {
      "user-agent": "TwilioProxy/1.1",
      ...(method === "POST" ? { "content-type": contentType } : {}),
    },
    timeoutMs: HTTP_TIMEOUT_MS,
    route: `studio ${state.name}`,
    ...(method === "POST" ? { body } : {}),
  });
  const isJson = answer.contentType.startsWith("application/json");
  return {
    event: answer.status >= 200 && answer.status < 300 ? "success" : "failed",
    output: {
      body: answer.body,
      content_type: answer.contentType,
      status_code: answer.status,
      ...(isJson ? { parsed: parseJson(answer.body) ?? null } : {}),
    },
  };
}

/** The task itself comes later; the flow goes on as soon as the interaction is accepted. */
function sendToFlex(tools: StepTools, contact: Contact, state: FlowState, context: FlowContext): StepResult {
  const read = (name: string) => {
    const template = textOf(state.properties, name);
    return template === undefined || template === "" ? undefined : render(template, context);
  };
  const properties: JsonObject = {
    workspace_sid: tools.runtime.ready.workspaceSid,
    workflow_sid: read("workflow"),
    task_channel_sid: read("channel"),
    attributes: read("attributes"),
    priority: read("priority"),
    timeout: read("timeout"),
  };
  try {
    const routing = readRouting(JSON.stringify({ properties }), tools.taskRouter);
    if (contact.kind === "channel") {
      return { event: "callComplete", output: { sid: tools.channelToFlex(contact.sid, routing).taskSid } };
    }
    const channel = { type: "web", conversationSid: contact.sid } as const;
    const { sid } = createInteraction(tools.interactions, channel, routing);
    return { event: "callComplete", output: { interaction_sid: sid } };
  } catch (error) {
    if (error instanceof ApiError) return { event: "failedToEnqueue", output: { error: error.message } };
    throw error;
  }
}

function readPairs(
  pairs: unknown,
  context: FlowContext,
): readonly { readonly key: string; readonly value: string; readonly json: boolean }[] {
  if (!Array.isArray(pairs)) return [];
  return pairs.filter(isObject).map((pair) => ({
    key: render(textOf(pair, "key") ?? "", context),
    value: render(textOf(pair, "value") ?? "", context),
    json: pair["parse_as_json"] === true,
  }));
}
