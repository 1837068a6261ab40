import { createHash } from "node:crypto";

import type { Ref, SecretRef } from "../../domain/blueprint.ts";
import type {
  Fields,
  Found,
  Json,
  Masked,
  ReadRequest,
  Reading,
  ResolvedFields,
  Target,
  Write,
} from "../../provision/ports.ts";
import { calling, type Account } from "./account.ts";
import {
  canonicalDefinition,
  fill,
  laidOut,
  loadTemplate,
  templateOf,
  withoutSecrets,
  type Definition,
} from "./flow-definition.ts";

export interface FlowSpec {
  readonly name: string;
  readonly template: string;
  readonly workflow: Ref;
  readonly taskChannel: Ref;
  /** Where the flow asks for the assistant's answer. */
  readonly askUrl: string;
  readonly secret: SecretRef;
  /** What the identity of a member begins with. */
  readonly memberAuthorPrefix: string;
}

/** The commit message of every revision that flexcord writes; it tells whose the flow is. */
const MARK = /^flexcord:(\S+)@[0-9a-f]+$/;

/** `mask` digests whatever a found flow may hold of secrets before it leaves this room. */
export function flowTarget(account: Account, mask: (text: string) => Masked): Target {
  const { flows } = account.client.studio.v2;
  return {
    kind: "twilio.flow",
    noun: "Studio flow",
    rewritten: [],
    guarded: [],
    isFixed: () => false,
    read: (request) => read(account, request, mask),
    alike: (found, wanted) => found["name"] === wanted["name"],
    owns: () => false,
    async create(write) {
      const body = bodyOf(write, mask);
      const made = await calling(`create the flow "${body.friendlyName}"`, () => flows.create(body));
      return foundFlow(made, made.definition, mask);
    },
    async update(update) {
      const body = bodyOf(update, mask);
      const made = await calling(`change the flow "${body.friendlyName}"`, () =>
        flows(update.id).update(body),
      );
      return foundFlow(made, made.definition, mask);
    },
    async remove({ id, name }) {
      await calling(`delete the flow "${name}"`, () => flows(id).remove());
    },
  };
}

/** The list shows no definitions, so those that may be ours are fetched. */
async function read(
  { client }: Account,
  { resources, knownIds }: ReadRequest,
  mask: (text: string) => Masked,
): Promise<Reading> {
  const { flows } = client.studio.v2;
  const names = new Set(resources.map(({ spec }) => spec["name"]));
  const listed = await calling("list the Studio flows", () => flows.list());
  const found = await Promise.all(
    listed.map(async (flow) => {
      const ours =
        knownIds.has(flow.sid) || names.has(flow.friendlyName) || MARK.test(flow.commitMessage ?? "");
      if (!ours) return foundFlow(flow, null, mask);
      const whole = await calling(`read the flow "${flow.friendlyName}"`, () => flows(flow.sid).fetch());
      return foundFlow(whole, whole.definition, mask);
    }),
  );
  return {
    found,
    wanted: ({ spec }) => {
      const { name, template, ...values } = spec as unknown as FlowSpec;
      const definition = canonicalDefinition(fill(loadTemplate(template), { ...values }));
      return { fields: { name, status: "published", template, definition }, name, notes: [] };
    },
  };
}

interface WireFlow {
  readonly sid: string;
  readonly friendlyName: string;
  readonly status: string;
  readonly commitMessage: string | null;
  readonly dateCreated: Date;
}

function foundFlow(flow: WireFlow, definition: unknown, mask: (text: string) => Masked): Found {
  const mark = MARK.exec(flow.commitMessage ?? "")?.[1];
  return {
    id: flow.sid,
    name: flow.friendlyName,
    createdAt: flow.dateCreated.getTime(),
    fields: { name: flow.friendlyName, status: flow.status, ...definitionFields(definition, mask) },
    ...(mark === undefined ? {} : { mark }),
  };
}

function definitionFields(found: unknown, mask: (text: string) => Masked): Fields {
  if (typeof found !== "object" || found === null) return {};
  const definition = found as Definition;
  return {
    template: templateOf(definition),
    definition: canonicalDefinition(withoutSecrets(definition, mask)),
  };
}

function bodyOf({ fields, mark }: Write, mask: (text: string) => Masked) {
  const { name, definition } = flowBody(fields);
  // The hash is of what may be seen, for everybody who may read the flow's history can see the hash.
  const shown = canonicalDefinition(withoutSecrets(definition as unknown as Definition, mask));
  const hash = createHash("sha256").update(JSON.stringify(shown)).digest("hex").slice(0, 12);
  return {
    friendlyName: name,
    status: "published" as const,
    definition,
    commitMessage: `flexcord:${mark}@${hash}`,
  };
}

/** The flow as Studio takes it, from resolved fields. */
export function flowBody(fields: ResolvedFields): { readonly name: string; readonly definition: Json } {
  const { name, template, definition } = fields as unknown as {
    readonly name: string;
    readonly template: string;
    readonly definition: Json;
  };
  return { name, definition: laidOut(definition, loadTemplate(template)) };
}
