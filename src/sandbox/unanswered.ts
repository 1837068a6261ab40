import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";

import { ControlError } from "./control-error.ts";
import { vendorAddress } from "./recording.ts";

/** Answers for what no route answers: honest 501s in the vendors' error shape, and failed control calls. */
export function answerTheRest(app: FastifyInstance): void {
  app.setNotFoundHandler((request, reply) => {
    const address = vendorAddress(request.url);
    if (address === null) {
      return reply.code(404).send({ error: `There is no ${request.method} ${request.url} here.` });
    }
    const message = `The sandbox does not imitate ${request.method} ${address.path.replace(/^\/api\/v10/u, "")}`;
    return reply
      .code(501)
      .send(address.vendor === "discord" ? { message, code: 0 } : { code: 0, message, status: 501 });
  });
  app.setErrorHandler((error, request, reply) => answerError(error, request, reply));
}

function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (error instanceof ControlError) return reply.code(error.status).send({ error: error.message });
  const { message, statusCode = 500 } = error as Error & { readonly statusCode?: number };
  const isVendor = vendorAddress(request.url) !== null;
  return reply.code(statusCode).send(isVendor ? { message, code: 0 } : { error: message });
}
