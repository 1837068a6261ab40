import type { Bridge } from "../bridge/bridge.ts";
import type { Transport } from "../bridge/ports.ts";
import type { Route } from "../domain/door.ts";
import type { HttpServer } from "../http/server.ts";
import type { ProvisionedIds } from "../provision/identity-map.ts";
import type { Store } from "../store/store.ts";
import { studioSecretOf } from "./derived-secrets.ts";
import type { RunOptions } from "./run-options.ts";
import { openTwilioClient } from "./twilio-client.ts";

/** The way out to agents. */
export async function openTransport(
  { config, secrets, addresses, version, clock, log }: RunOptions,
  ids: ProvisionedIds,
  publicUrl: string,
): Promise<Transport> {
  const { createConversationsTransport } = await import("../twilio/transports/conversations.ts");
  const { createMediaService } = await import("../twilio/media-service.ts");
  const { doorPaths } = await import("../twilio/doors.ts");
  const client = await openTwilioClient({ secrets, addresses, version });
  const media = createMediaService({
    chatServiceSid: ids.chatServiceSid,
    apiKey: secrets.TWILIO_API_KEY,
    apiSecret: secrets.TWILIO_API_SECRET,
    loopback: addresses.loopback,
    ...(addresses.twilioApi === null ? {} : { api: addresses.twilioApi }),
  });
  const { timers } = config.settings.twilio;
  return createConversationsTransport({
    client,
    ids,
    media,
    ...(timers?.scope === "own" ? { timers } : {}),
    callbackUrl: publicUrl + doorPaths.conversations,
    clock,
    log,
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
  const { openHttp } = await import("../http/server.ts");
  const { twilioDoors } = await import("../twilio/doors.ts");
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
