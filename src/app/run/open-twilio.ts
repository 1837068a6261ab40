import type { Bridge } from "../../bridge/bridge.ts";
import type { Transport } from "../../bridge/ports.ts";
import type { Route } from "../../domain/door.ts";
import { Failure } from "../../domain/failure.ts";
import type { HttpServer } from "../../http/server.ts";
import type { ProvisionedIds } from "../../provision/identity/identity-map.ts";
import type { Store } from "../../store/store.ts";
import type { TwilioClient } from "../../twilio/client.ts";
import type { MediaService } from "../../twilio/media-service.ts";
import { studioSecretOf } from "../derived-secrets.ts";
import type { RunOptions } from "./options.ts";
import { openTwilioClient } from "../twilio-client.ts";

/** The way out to agents: new conversations on the config's transport, others where they were opened. */
export async function openTransport(
  options: RunOptions,
  ids: ProvisionedIds,
  publicUrl: string,
): Promise<Transport> {
  const { config, secrets, addresses, version, clock } = options;
  const { byConversation } = await import("../../twilio/transports/by-conversation.ts");
  const client = await openTwilioClient({ secrets, addresses, version });
  const opening: Opening = { options, client, ids, publicUrl };
  const transports = {
    conversations: await openConversations(opening),
    "programmable-chat": await openProgrammableChat(opening),
  };
  const { transport: name } = config.settings;
  if (name === "programmable-chat") await requireLegacyChat(client);
  const opens = transports[name];
  if (opens === null) throw undeployed(name, config.environment);
  return byConversation(transports, opens, clock);
}

interface Opening {
  readonly options: RunOptions;
  readonly client: TwilioClient;
  readonly ids: ProvisionedIds;
  readonly publicUrl: string;
}

async function openConversations({ options, client, ids, publicUrl }: Opening): Promise<Transport | null> {
  const deployed = ids.transports.conversations;
  if (deployed === null) return null;
  const { createConversationsTransport } = await import("../../twilio/conversations/transport.ts");
  const { doorPaths } = await import("../../twilio/doors.ts");
  const { config, clock, log } = options;
  const { timers } = config.settings.twilio;
  return createConversationsTransport({
    client,
    ids: { ...ids, ...deployed },
    media: await openMedia(options, deployed.chatServiceSid),
    ...(timers?.scope === "own" ? { timers } : {}),
    callbackUrl: publicUrl + doorPaths.conversations,
    clock,
    log,
  });
}

async function openProgrammableChat({ options, client, ids, publicUrl }: Opening): Promise<Transport | null> {
  const deployed = ids.transports["programmable-chat"];
  if (deployed === null) return null;
  const { createChatTransport } = await import("../../twilio/chat/transport.ts");
  const { doorPaths } = await import("../../twilio/doors.ts");
  const { clock, log } = options;
  const { chatServiceSid, flexFlowSid, flowSid } = deployed;
  return createChatTransport({
    client,
    ids: { ...ids, flowSid },
    chatServiceSid,
    flexFlowSid,
    media: await openMedia(options, chatServiceSid),
    callbackUrl: publicUrl + doorPaths.chat,
    clock,
    log,
  });
}

/** An account that lost it is told so at the start; one that does not answer right now is not held up by that. */
async function requireLegacyChat(client: TwilioClient): Promise<void> {
  const { listLegacyFlows } = await import("../../twilio/legacy-use.ts");
  const answer = await listLegacyFlows(client).catch(() => null);
  if (answer?.offered === false) throw answer.failure;
}

async function openMedia({ secrets, addresses }: RunOptions, chatServiceSid: string): Promise<MediaService> {
  const { createMediaService } = await import("../../twilio/media-service.ts");
  return createMediaService({
    chatServiceSid,
    apiKey: secrets.TWILIO_API_KEY,
    apiSecret: secrets.TWILIO_API_SECRET,
    loopback: addresses.loopback,
    ...(addresses.twilioApi === null ? {} : { api: addresses.twilioApi }),
  });
}

function undeployed(transport: string, environment: string): Failure {
  return new Failure("state.conflict", `The parts of \`transport: ${transport}\` were not deployed yet.`, {
    fix: `Run \`flexcord deploy --env ${environment}\` first.`,
  });
}

/** The way in: the server that Twilio calls. */
export async function openDoors(
  { config, secrets, clock, log, signal }: RunOptions,
  parts: {
    readonly bridge: Bridge;
    readonly store: Store;
    readonly publicUrl: string;
    readonly ready: () => boolean;
    /** Beside Twilio's doors. */
    readonly routes: readonly Route[];
  },
): Promise<HttpServer> {
  const { openHttp } = await import("../../http/server.ts");
  const { twilioDoors } = await import("../../twilio/doors.ts");
  const { host, port } = config.settings.bridge.listen;
  const { ledger } = parts.store;
  const routes = twilioDoors({
    accept: parts.bridge.accept,
    authTokens: [secrets.TWILIO_AUTH_TOKEN],
    publicUrl: parts.publicUrl,
    studioSecret: studioSecretOf(secrets.FLEXCORD_SECRET),
    async routeOf(id) {
      // The line that asked for a human arrived while the flow was busy with this one: it started none.
      const conversation = await ledger.conversationOf(id);
      const slept =
        conversation?.answering === "waiting" && conversation.requestPosted && conversation.taskId === null;
      return slept ? "agent" : "assistant";
    },
    missed: () => parts.bridge.readAll(),
    clock,
    log,
  });
  return openHttp({
    host,
    port,
    log,
    routes: [...routes, ...parts.routes],
    readiness: async () => ({ ready: parts.ready(), facts: { gateway: parts.ready() } }),
    signal,
  });
}
