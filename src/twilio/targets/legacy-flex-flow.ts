import type { Ref } from "../../domain/blueprint.ts";
import type { Fields, Found, ReadRequest, ResolvedFields, Target } from "../../provision/ports.ts";
import { askLegacy, callingLegacy } from "../legacy.ts";
import { calling, type Account } from "./account.ts";

interface FlexFlowSpec {
  readonly name: string;
  readonly chatService: Ref;
  readonly flow: Ref;
}

/** What every Flex Flow of ours is. The janitor ends the channel when its task is deleted outside of Flex. */
const OURS = {
  channel: "custom",
  integration: "studio",
  enabled: true,
  janitor: true,
  longLived: false,
  retries: 3,
} as const;

/** The Flex Flow of the legacy transport: what is written in its channels starts the Studio flow. */
export function legacyFlexFlowTarget(account: Account): Target {
  const { flexFlow } = account.client.flexApi.v1;
  return {
    kind: "twilio.legacy-flex-flow",
    noun: "legacy Flex Flow",
    rewritten: [],
    guarded: [],
    isFixed: () => false,
    async read(request) {
      return {
        found: await list(account, request),
        wanted: ({ spec }) => {
          const { name, chatService, flow } = spec as unknown as FlexFlowSpec;
          return { fields: { name, chatService, flow, ...OURS }, name, notes: [] };
        },
      };
    },
    // A service has one way in for custom channels. What is switched off is in nobody's way.
    alike: (found, wanted) =>
      found["channel"] === OURS.channel &&
      sameRef("chatService", found, wanted) &&
      (found["enabled"] === true || sameRef("flow", found, wanted)),
    makeWay:
      "Take the existing Flex Flow over with --adopt, disable it, or give twilio.legacy.chatService a name of its own; of several, disable all but one.",
    // It starts our own flow, so it can be nobody else's.
    owns: (found, wanted) => sameRef("flow", found, wanted),
    async create({ fields }) {
      const body = bodyOf(fields);
      const doing = `create the legacy Flex Flow "${body.friendlyName}"`;
      return foundFlexFlow(await callingLegacy(doing, () => flexFlow.create(body)));
    },
    async update({ id, fields }) {
      const body = bodyOf(fields);
      const doing = `change the legacy Flex Flow "${body.friendlyName}"`;
      return foundFlexFlow(await calling(doing, () => flexFlow(id).update(body)));
    },
    async remove({ id, name }) {
      await calling(`delete the legacy Flex Flow "${name}"`, () => flexFlow(id).remove());
    },
  };
}

/** Which is which is known only once its id is that of something described. */
function sameRef(field: string, found: Fields, wanted: Fields): boolean {
  const key = keyOf(found[field]);
  return key !== null && key === keyOf(wanted[field]);
}

function keyOf(value: Fields[string] | undefined): string | null {
  if (typeof value !== "object" || value === null || !("ref" in value)) return null;
  const { key } = value["ref"] as Ref["ref"];
  return key;
}

/** Where nothing is described any more, an account that lost Flex Flows has simply nothing left. */
async function list({ client }: Account, { resources }: ReadRequest): Promise<readonly Found[]> {
  const answer = await askLegacy("list the legacy Flex Flows", () => client.flexApi.v1.flexFlow.list());
  if (answer.offered) return answer.value.map(foundFlexFlow);
  if (resources.length > 0) throw answer.failure;
  return [];
}

interface WireFlexFlow {
  readonly sid: string;
  readonly friendlyName: string;
  readonly chatServiceSid: string;
  readonly channelType: string;
  readonly enabled: boolean;
  readonly integrationType: string | null;
  readonly integration: unknown;
  readonly longLived: boolean;
  readonly janitorEnabled: boolean;
  readonly dateCreated: Date;
}

function foundFlexFlow(flow: WireFlexFlow): Found {
  const { flow_sid: flowSid, retry_count: retries = null } = (flow.integration ?? {}) as {
    readonly flow_sid?: string;
    readonly retry_count?: number;
  };
  return {
    id: flow.sid,
    name: flow.friendlyName,
    createdAt: flow.dateCreated.getTime(),
    fields: {
      name: flow.friendlyName,
      chatService: { remote: { kind: "twilio.legacy-chat-service", id: flow.chatServiceSid } },
      flow: flowSid === undefined ? null : { remote: { kind: "twilio.flow", id: flowSid } },
      channel: flow.channelType,
      integration: flow.integrationType,
      enabled: flow.enabled,
      janitor: flow.janitorEnabled,
      longLived: flow.longLived,
      retries,
    },
  };
}

function bodyOf(fields: ResolvedFields) {
  const { name, chatService, flow } = fields as unknown as {
    readonly name: string;
    readonly chatService: string;
    readonly flow: string;
  };
  return {
    friendlyName: name,
    chatServiceSid: chatService,
    channelType: OURS.channel,
    integrationType: OURS.integration,
    "integration.flowSid": flow,
    "integration.retryCount": OURS.retries,
    enabled: OURS.enabled,
    janitorEnabled: OURS.janitor,
    longLived: OURS.longLived,
  };
}
