import type { JsonObject } from "../wire/json.ts";

/** A flow, once it has been found valid. Field names are the wire's. */
export interface Definition {
  readonly description?: string;
  readonly initial_state: string;
  readonly states: readonly FlowState[];
}

export interface FlowState {
  readonly name: string;
  readonly type: string;
  readonly properties: JsonObject;
  readonly transitions: readonly Transition[];
}

export interface Transition {
  readonly event: string;
  /** Left out where the flow ends. */
  readonly next?: string;
  readonly conditions?: readonly Condition[];
}

export interface Condition {
  readonly friendly_name?: string;
  readonly arguments: readonly string[];
  readonly type: string;
  readonly value: string;
}
