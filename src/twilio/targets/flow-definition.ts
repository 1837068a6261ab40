import { readFileSync } from "node:fs";

import { Failure } from "../../domain/failure.ts";
import type { Json, Masked, Value } from "../../provision/ports.ts";

type ObjectValue = { readonly [key: string]: Value };

export interface State {
  readonly name: string;
  readonly type: string;
  readonly transitions: readonly ObjectValue[];
  readonly properties: ObjectValue;
}

/** A Studio flow's definition, schema of Studio v2. */
export interface Definition {
  readonly description: string;
  readonly states: readonly State[];
  readonly initial_state: string;
  readonly flags?: ObjectValue;
}

/** A flow of templates/flows; it says what it is in its description. */
export function loadTemplate(name: string): Definition {
  // Both src and dist lie beside templates.
  const file = new URL(`../../../templates/flows/${name}.json`, import.meta.url);
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Definition;
  } catch (error) {
    throw new Failure("config.invalid", `There is no flow template called ${name}.`, { cause: error });
  }
}

/** Which template a definition was made from; null for a flow of somebody else's. */
export function templateOf(definition: Definition): string | null {
  return /^flexcord: ([\w-]+)/.exec(definition.description)?.[1] ?? null;
}

const PLACEHOLDER = /^\$\{(\w+)\}$/;

/** The template with its placeholders filled. A placeholder is a whole string, so what fills it may be a reference. */
export function fill(template: Definition, values: ObjectValue): Definition {
  const filled = (value: Value): Value => {
    if (typeof value !== "string") return mapInside(value, filled);
    const name = PLACEHOLDER.exec(value)?.[1];
    if (name === undefined) return value;
    const found = values[name];
    if (found === undefined) throw new Failure("bug.unexpected", `The flow template wants \${${name}}.`);
    return found;
  };
  return filled(template as unknown as Value) as unknown as Definition;
}

export function mapInside(value: Value, map: (value: Value) => Value): Value {
  if (Array.isArray(value)) return (value as readonly Value[]).map(map);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, map(item as Value)]));
}

/**
 * What a definition does, without how it is laid out: no positions on the canvas, no transitions that lead
 * nowhere, states by name.
 */
export function canonicalDefinition(definition: Definition): ObjectValue {
  return {
    initial_state: definition.initial_state,
    flags: definition.flags ?? {},
    states: definition.states.map(canonicalState).toSorted((a, b) => (a.name < b.name ? -1 : 1)),
  };
}

function canonicalState({ name, type, transitions, properties }: State) {
  const { offset: _, ...rest } = properties;
  return {
    name,
    type,
    transitions: transitions.filter((transition) => "next" in transition),
    properties: rest,
  };
}

/** The definition as Studio takes it: the canonical states in the template's order and layout. */
export function laidOut(canonical: Json, template: Definition): Json {
  const { states, ...rest } = canonical as unknown as { readonly states: readonly State[] };
  const byName = new Map(states.map((state) => [state.name, state]));
  return {
    ...(rest as Readonly<Record<string, Json>>),
    description: template.description,
    states: template.states.map((drawn) => {
      const state = byName.get(drawn.name) ?? drawn;
      return {
        name: state.name,
        type: state.type,
        transitions: [
          ...state.transitions,
          ...drawn.transitions.filter((transition) => !("next" in transition)),
        ],
        properties: { ...state.properties, offset: drawn.properties["offset"] ?? { x: 0, y: 0 } },
      };
    }) as unknown as Json,
  };
}

/** A definition found at Twilio: its ids as references, and whatever may be a secret as a digest. */
export function withoutSecrets(definition: Definition, mask: (text: string) => Masked): Definition {
  return { ...definition, states: definition.states.map((state) => reference(hide(state, mask))) };
}

function reference(state: State): State {
  if (state.type !== "send-to-flex") return state;
  const { workflow, channel } = state.properties;
  return {
    ...state,
    properties: {
      ...state.properties,
      ...(typeof workflow === "string"
        ? { workflow: { remote: { kind: "twilio.workflow", id: workflow } } }
        : {}),
      ...(typeof channel === "string"
        ? { channel: { remote: { kind: "twilio.task-channel", id: channel } } }
        : {}),
    },
  };
}

/** Only what Studio itself fills in is shown of what a request sends; anything else may be a secret. */
function hide(state: State, mask: (text: string) => Masked): State {
  if (state.type !== "make-http-request" && state.type !== "run-function") return state;
  const { body, parameters, ...rest } = state.properties;
  const hidden: Record<string, Value> = { ...rest };
  if (typeof body === "string") hidden["body"] = mask(body);
  if (Array.isArray(parameters)) {
    hidden["parameters"] = (parameters as readonly { readonly key: string; readonly value: Value }[]).map(
      ({ key, value }) => ({
        key,
        value: typeof value === "string" && !/^\{\{[^{}]*\}\}$/.test(value) ? mask(value) : value,
      }),
    );
  }
  return { ...state, properties: hidden };
}
