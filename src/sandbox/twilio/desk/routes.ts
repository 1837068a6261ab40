import { ControlError } from "../../control-error.ts";
import { readFileRequest } from "../../files.ts";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Account } from "../account.ts";
import type { Worker } from "../taskrouter/model.ts";
import { ApiError } from "../wire/api-error.ts";
import { isObject, textOf, type JsonObject } from "../wire/json.ts";
import {
  acceptTask,
  addAgent,
  completeAgentTask,
  endChat,
  findAgent,
  rejectTask,
  setAvailable,
} from "./agents.ts";
import { holdTask, inviteOther, leaveTask, stepIn } from "./floor.ts";
import { changeAsAgent, sendFileAsAgent, writeAsAgent } from "./messages.ts";
import { showAgentTasks, showConversation, showDesk } from "./show.ts";

/** What an agent does in Flex, as docs/sandbox-control.md has it. */
export function deskRoutes(app: FastifyInstance, account: () => Account): void {
  app.setErrorHandler((error) => {
    throw error instanceof ApiError ? asControlError(error) : error;
  });

  app.get("/desk", () => showDesk(account()));
  app.get("/conversations/:sid", (request) => showConversation(account(), parameter(request, "sid")));
  app.post("/agents", (request) => {
    const body = bodyOf(request);
    return addAgent(account(), {
      name: need(body, "name"),
      fullName: textOf(body, "fullName") ?? need(body, "name"),
      picture: textOf(body, "picture"),
      capacity: typeof body["capacity"] === "number" ? body["capacity"] : undefined,
    });
  });
  app.put("/agents/:workerSid/available", (request) => {
    const { available } = bodyOf(request);
    if (typeof available !== "boolean") throw new ControlError(400, "available must be true or false");
    return setAvailable(account(), agentOf(account(), request), available);
  });
  app.get("/agents/:workerSid/tasks", (request) => showAgentTasks(account(), agentOf(account(), request)));
  app.post("/agents/:workerSid/accept", (request) =>
    acceptTask(account(), agentOf(account(), request), need(bodyOf(request), "reservationSid")),
  );
  app.post("/agents/:workerSid/reject", (request) =>
    rejectTask(account(), agentOf(account(), request), need(bodyOf(request), "reservationSid")),
  );
  app.post("/agents/:workerSid/write", (request) => {
    const body = bodyOf(request);
    return writeAsAgent(account(), agentOf(account(), request), {
      conversationSid: need(body, "conversationSid"),
      body: need(body, "body"),
      attributes: body["internal"] === true ? JSON.stringify({ internal: true }) : "{}",
    });
  });
  app.post("/agents/:workerSid/send-file", (request) => {
    const body = bodyOf(request);
    const file = readFileRequest(account().runtime.context.files, body["file"]);
    if (file === undefined) throw new ControlError(400, "file needs a name, and bytes or base64");
    return sendFileAsAgent(account(), agentOf(account(), request), need(body, "conversationSid"), file);
  });
  app.patch("/agents/:workerSid/messages/:sid", (request) =>
    changeAsAgent(
      account(),
      agentOf(account(), request),
      parameter(request, "sid"),
      need(bodyOf(request), "body"),
    ),
  );
  app.delete("/agents/:workerSid/messages/:sid", (request) =>
    changeAsAgent(account(), agentOf(account(), request), parameter(request, "sid"), null),
  );
  app.post("/agents/:workerSid/end", (request) =>
    endChat(account(), agentOf(account(), request), need(bodyOf(request), "taskSid")),
  );
  app.post("/agents/:workerSid/complete", (request) =>
    completeAgentTask(account(), agentOf(account(), request), need(bodyOf(request), "taskSid")),
  );

  serveFloor(app, account);
}

/** What agents and supervisors do with each other's work. */
function serveFloor(app: FastifyInstance, account: () => Account): void {
  app.post("/agents/:workerSid/invite", (request) => {
    const body = bodyOf(request);
    const to = textOf(body, "to");
    const other = to === undefined ? undefined : findAgent(account(), to);
    return inviteOther(account(), agentOf(account(), request), need(body, "taskSid"), other);
  });
  app.post("/agents/:workerSid/leave", (request) =>
    leaveTask(account(), agentOf(account(), request), need(bodyOf(request), "taskSid")),
  );
  app.post("/agents/:workerSid/hold", (request) =>
    holdTask(account(), agentOf(account(), request), need(bodyOf(request), "taskSid")),
  );
  app.post("/agents/:workerSid/join", (request) =>
    stepIn(account(), agentOf(account(), request), need(bodyOf(request), "conversationSid")),
  );
}

function agentOf(account: Account, request: FastifyRequest): Worker {
  return findAgent(account, parameter(request, "workerSid"));
}

/** What the vendor's own code refuses, in the control API's words. */
function asControlError({ status, message }: ApiError): ControlError {
  return new ControlError(status === 404 || status === 409 ? status : 400, message);
}

function parameter(request: FastifyRequest, name: string): string {
  return (request.params as Readonly<Record<string, string>>)[name] ?? "";
}

function bodyOf(request: FastifyRequest): JsonObject {
  return isObject(request.body) ? request.body : {};
}

function need(body: JsonObject, name: string): string {
  const value = textOf(body, name);
  if (value === undefined || value === "") throw new ControlError(400, `${name} is missing`);
  return value;
}
