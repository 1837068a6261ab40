/** A state of a flow, as definitions write it. */
export interface TestState {
  readonly name: string;
  readonly type: string;
  readonly properties: Record<string, unknown>;
  readonly transitions: readonly Record<string, unknown>[];
}

export function definitionOf(states: readonly TestState[]): Record<string, unknown> {
  return { description: "test", states, initial_state: "Trigger", flags: { allow_concurrent_calls: true } };
}

export function trigger(
  next: string,
  by: "incomingConversationMessage" | "incomingMessage" = "incomingConversationMessage",
): TestState {
  const events = [
    "incomingMessage",
    "incomingCall",
    "incomingConversationMessage",
    "incomingRequest",
    "incomingParent",
  ];
  return {
    name: "Trigger",
    type: "trigger",
    properties: { offset: { x: 0, y: 0 } },
    transitions: events.map((event) => (event === by ? { event, next } : { event })),
  };
}

export function split(
  name: string,
  input: string,
  branches: readonly { readonly type: string; readonly value: string; readonly next?: string }[],
  otherwise?: string,
): TestState {
  return {
    name,
    type: "split-based-on",
    properties: { input },
    transitions: [
      { event: "noMatch", ...(otherwise === undefined ? {} : { next: otherwise }) },
      ...branches.map(({ type, value, next }) => ({
        event: "match",
        ...(next === undefined ? {} : { next }),
        conditions: [{ friendly_name: `${type} ${value}`, arguments: [input], type, value }],
      })),
    ],
  };
}

export function httpRequest(
  name: string,
  url: string,
  parameters: Record<string, string>,
  next?: string,
): TestState {
  return {
    name,
    type: "make-http-request",
    properties: {
      method: "POST",
      url,
      content_type: "application/x-www-form-urlencoded;charset=utf-8",
      parameters: Object.entries(parameters).map(([key, value]) => ({ key, value })),
    },
    transitions: [
      { event: "success", ...(next === undefined ? {} : { next }) },
      { event: "failed", ...(next === undefined ? {} : { next }) },
    ],
  };
}

export function sendToFlex(name: string, workflow: string, channel: string, attributes: string): TestState {
  return {
    name,
    type: "send-to-flex",
    properties: { workflow, channel, attributes, priority: "0", timeout: "3600" },
    transitions: [{ event: "callComplete" }, { event: "failedToEnqueue" }, { event: "callFailure" }],
  };
}
