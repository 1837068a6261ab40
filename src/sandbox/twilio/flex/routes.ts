import type { FastifyInstance } from "fastify";
import type { Account } from "../account.ts";
import { invalidParameter, notFound, notImitated } from "../wire/api-error.ts";
import { isObject, parseJson } from "../wire/json.ts";
import { page } from "../wire/page.ts";
import { hostRoutes, type Call } from "../wire/routes.ts";
import { showConfiguration, writeConfiguration } from "./configuration.ts";
import { closeChannel, createInteraction, inviteAgent, parkChannel } from "./interactions.ts";
import type { InteractionChannel } from "./model.ts";
import { readChannel, readRouting } from "./routing.ts";
import { showChannel, showChannelParticipant, showInteraction, showInvite } from "./show.ts";

const PAGE_MAX = 1000;

export function flexRoutes(app: FastifyInstance, account: () => Account): void {
  const routes = hostRoutes(app, "flex-api.twilio.com");
  const configuration = () => showConfiguration(account().taskRouter, account().flexSettings);
  routes.get("/v1/Configuration", configuration);
  routes.update("/v1/Configuration", (call) => {
    writeConfiguration(account().runtime.ready.accountSid, account().flexSettings, call.json);
    return configuration();
  });

  routes.update("/v1/Interactions", (call) => {
    for (const name of ["InteractionContextSid", "WebhookTtid"])
      if (call.form.has(name)) throw notImitated(name);
    const channel = readChannel(call.form.required("Channel"));
    const routing = readRouting(call.form.required("Routing"), account().taskRouter);
    return showInteraction(createInteraction(account().interactions, channel, routing));
  });
  routes.get("/v1/Interactions/:Sid", (call) => {
    const found = account().interactions.all.get(call.path("Sid"));
    if (found === undefined) throw notFound(call.resource);
    return showInteraction(found);
  });

  const channels = "/v1/Interactions/:InteractionSid/Channels";
  routes.get(channels, (call) =>
    page(call, {
      key: "channels",
      items: account().interactions.channels.of(call.path("InteractionSid")),
      show: showChannel,
      max: PAGE_MAX,
    }),
  );
  routes.get(`${channels}/:Sid`, (call) => showChannel(findChannel(call, account(), "Sid")));
  routes.update(`${channels}/:Sid`, (call) => {
    const channel = findChannel(call, account(), "Sid");
    const status = call.form.choice("Status", ["closed", "inactive"]);
    if (status === undefined) throw invalidParameter("Missing required parameter Status");
    if (status === "inactive") {
      if (readTaskEnd(call) !== "closed")
        throw invalidParameter("An inactive channel needs Routing.status closed");
      return showChannel(parkChannel(account().interactions, channel));
    }
    return showChannel(closeChannel(account().interactions, channel, readTaskEnd(call)));
  });

  const invites = `${channels}/:ChannelSid/Invites`;
  routes.update(invites, (call) => {
    const channel = findChannel(call, account(), "ChannelSid");
    const routing = readRouting(call.form.required("Routing"), account().taskRouter);
    return showInvite(inviteAgent(account().interactions, channel, routing));
  });
  routes.get(invites, (call) => {
    const items = account().interactions.invites.of(findChannel(call, account(), "ChannelSid").sid);
    return page(call, { key: "invites", items, show: showInvite, max: PAGE_MAX });
  });
  routes.get(`${channels}/:ChannelSid/Participants`, (call) => {
    const items = account().interactions.participants.of(findChannel(call, account(), "ChannelSid").sid);
    return page(call, { key: "participants", items, show: showChannelParticipant, max: PAGE_MAX });
  });
}

function findChannel(call: Call, account: Account, name: string): InteractionChannel {
  const found = account.interactions.channels.get(call.path(name));
  if (found?.interactionSid !== call.path("InteractionSid")) throw notFound(call.resource);
  return found;
}

/** What becomes of the tasks: with `{"status":"closed"}` they are completed, otherwise they wrap up. */
function readTaskEnd(call: Call): "wrapup" | "closed" {
  const text = call.form.text("Routing");
  if (text === undefined) return "wrapup";
  const routing = parseJson(text);
  const status = isObject(routing) ? routing["status"] : undefined;
  if (status !== "closed" && status !== "wrapup")
    throw invalidParameter("Routing.status must be closed or wrapup");
  return status;
}
