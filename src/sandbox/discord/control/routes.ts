import type { FastifyInstance, FastifyRequest } from "fastify";

import { readBody } from "../../control-body.ts";
import { ControlError } from "../../control-error.ts";
import { INTENT } from "../gateway/dispatch.ts";
import { giveRoles, joinServer, type Person } from "../people/people.ts";
import { press, submitForm, typeInto, useCommand } from "../people/interacting.ts";
import { deleteOwn, editOwn, say, writeDm } from "../people/writing.ts";
import { channelFor } from "../people/sight.ts";
import { readPersonMessage } from "../people/message.ts";
import { useMessageCommand, useUserCommand } from "../commands/targeted.ts";
import { react } from "../people/reactions.ts";
import { setBoosted, setCommunity } from "../guild/community.ts";
import { leaveThread, removeThread, saveThread, threads } from "../channels/threads.ts";
import type { Interaction } from "../interactions/model.ts";
import type { World } from "../world.ts";
import { channelView, dmView, interactionView, serverView, threadView } from "./views.ts";

const DAY = 24 * 3_600_000;
const MEMBER = "/control/discord/members/:member";

/** Adds the calls that docs/sandbox-control.md describes below /control/discord. */
export function serveControl(app: FastifyInstance, world: World): void {
  app.get("/control/discord/server", async () => serverView(world));
  app.post("/control/discord/members", async (request) => {
    const body = readBody(request.body);
    const { user } = joinServer(
      world,
      body.string("name"),
      body.optionalString("locale") ?? "en-US",
      Math.round(body.number("accountAgeDays", 0) * DAY),
    );
    return { id: user.id, name: user.globalName };
  });
  serveCommands(app, world);
  serveMessages(app, world);
  serveForms(app, world);
  serveViews(app, world);
  serveDials(app, world);
}

/** What a member presses and fills in. */
function serveForms(app: FastifyInstance, world: World): void {
  app.post(`${MEMBER}/press`, async (request) => {
    const body = readBody(request.body);
    const person = personOf(world, request);
    return { interactionId: press(world, person, body.string("messageId"), body.string("customId")).id };
  });
  app.post(`${MEMBER}/submit`, async (request) => {
    const body = readBody(request.body);
    const person = personOf(world, request);
    const opened = interactionOf(world, person, body.string("interactionId"));
    return { interactionId: submitForm(world, person, opened, body.object("values")).id };
  });
}

/** The commands a member uses. */
function serveCommands(app: FastifyInstance, world: World): void {
  app.post(`${MEMBER}/command`, async (request) => {
    const body = readBody(request.body);
    const interaction = useCommand(world, personOf(world, request), {
      name: body.string("name"),
      channelId: body.optionalString("channel"),
      options: body.object("options"),
    });
    return { interactionId: interaction.id };
  });
  app.post(`${MEMBER}/message-command`, async (request) => {
    const body = readBody(request.body);
    const target = { name: body.string("name"), messageId: body.string("messageId") };
    return { interactionId: useMessageCommand(world, personOf(world, request), target).id };
  });
  app.post(`${MEMBER}/user-command`, async (request) => {
    const body = readBody(request.body);
    const target = {
      name: body.string("name"),
      memberId: body.string("memberId"),
      channelId: body.optionalString("channel"),
    };
    return { interactionId: useUserCommand(world, personOf(world, request), target).id };
  });
  app.post(`${MEMBER}/type`, async (request) => {
    const body = readBody(request.body);
    const interaction = typeInto(world, personOf(world, request), {
      name: body.string("name"),
      channelId: body.optionalString("channel"),
      option: body.string("option"),
      text: body.optionalString("text") ?? "",
    });
    return { interactionId: interaction.id };
  });
}

const bodyOf = ({ body }: FastifyRequest) => (body ?? {}) as Readonly<Record<string, unknown>>;

/** What a member writes, changes and takes back. */
function serveMessages(app: FastifyInstance, world: World): void {
  app.post(`${MEMBER}/dm`, async (request) => {
    const wanted = readPersonMessage(world.context.files, bodyOf(request));
    const message = writeDm(world, personOf(world, request), wanted);
    return { messageId: message.id, channelId: message.channelId };
  });
  app.post(`${MEMBER}/say`, async (request) => {
    const person = personOf(world, request);
    const wanted = readPersonMessage(world.context.files, bodyOf(request));
    return { messageId: say(world, person, readBody(request.body).string("channel"), wanted).id };
  });
  app.post(`${MEMBER}/react`, async (request) => {
    const body = readBody(request.body);
    const wanted = {
      messageId: body.string("messageId"),
      emoji: body.string("emoji"),
      on: body.boolean("on"),
    };
    react(world, personOf(world, request), wanted);
    return {};
  });
  app.patch(`${MEMBER}/messages/:message`, async (request) => {
    const body = readBody(request.body);
    const edit = {
      content: body.optionalString("content"),
      keepFiles: body.any("keepFiles") === undefined ? null : body.strings("keepFiles"),
    };
    return { messageId: editOwn(world, personOf(world, request), param(request, "message"), edit).id };
  });
  app.delete(`${MEMBER}/messages/:message`, async (request) => {
    deleteOwn(world, personOf(world, request), param(request, "message"));
    return {};
  });
}

/** What a member sees. */
function serveViews(app: FastifyInstance, world: World): void {
  app.get(`${MEMBER}/dm`, async (request) => dmView(world, personOf(world, request)));
  app.get(`${MEMBER}/channels/:channel`, async (request) => {
    const person = personOf(world, request);
    return channelView(world, person, channelFor(world, person, param(request, "channel")));
  });
  app.get(`${MEMBER}/interactions/:interaction`, async (request) => {
    const person = personOf(world, request);
    return interactionView(world, interactionOf(world, person, param(request, "interaction")));
  });
}

/** What moderators do with a thread, and what its members do beside writing. */
function serveThreads(app: FastifyInstance, world: World): void {
  const threadOf = (request: FastifyRequest) => {
    const thread = world.channels.get(param(request, "thread"));
    if (thread?.kind === "thread") return thread;
    throw new ControlError(404, `There is no thread ${param(request, "thread")}.`);
  };
  app.get("/control/discord/threads", async () => ({
    threads: threads(world).map((thread) => threadView(world, thread)),
  }));
  app.put("/control/discord/threads/:thread", async (request) => {
    const body = readBody(request.body);
    const state = { archived: body.boolean("archived"), locked: body.boolean("locked") };
    saveThread(world, { ...threadOf(request), ...state, archiveChangedAt: world.context.now() });
    return {};
  });
  app.delete("/control/discord/threads/:thread", async (request) => {
    removeThread(world, threadOf(request));
    return {};
  });
  app.post(`${MEMBER}/threads/:thread/leave`, async (request) => {
    leaveThread(world, threadOf(request), personOf(world, request).user.id);
    return {};
  });
}

function interactionOf(world: World, { user }: Person, id: string): Interaction {
  const interaction = world.interactions.get(id);
  if (interaction?.userId === user.id) return interaction;
  throw new ControlError(404, `${user.globalName} has used no interaction ${id}.`);
}

/** What is set rather than done. */
function serveDials(app: FastifyInstance, world: World): void {
  serveThreads(app, world);
  app.put(`${MEMBER}/dms`, async (request) => {
    const { user } = personOf(world, request);
    world.users.set(user.id, { ...user, dmsOpen: readBody(request.body).boolean("open") });
    world.context.changed("discord", user.id);
    return {};
  });
  app.put(`${MEMBER}/roles`, async (request) => {
    giveRoles(world, personOf(world, request), readBody(request.body).strings("roles"));
    return {};
  });
  app.put("/control/discord/community", async (request) => {
    setCommunity(world, readBody(request.body).boolean("enabled"));
    return {};
  });
  app.put("/control/discord/boosts", async (request) => {
    setBoosted(world, readBody(request.body).boolean("enabled"));
    return {};
  });
  app.put("/control/discord/attachment-life", async (request) => {
    world.attachmentLifeMs = readBody(request.body).number("ms");
    return {};
  });
  app.put("/control/discord/intents", async (request) => {
    const names = readBody(request.body).strings("privileged");
    world.privilegedIntents = names.reduce((bits, name) => bits | privilegedIntent(name), 0);
    world.context.changed("discord");
    return {};
  });
}

function privilegedIntent(name: string): number {
  if (name === "GUILD_MEMBERS" || name === "GUILD_PRESENCES" || name === "MESSAGE_CONTENT")
    return INTENT[name];
  throw new ControlError(400, `"${name}" is no privileged intent.`);
}

function personOf(world: World, request: FastifyRequest): Person {
  const id = param(request, "member");
  const user = world.users.get(id);
  const member = world.members.get(id);
  if (user !== undefined && member !== undefined && !user.bot) return { user, member };
  throw new ControlError(404, `There is no member ${id}.`);
}

function param(request: FastifyRequest, name: string): string {
  return (request.params as Readonly<Record<string, string | undefined>>)[name] ?? "";
}
