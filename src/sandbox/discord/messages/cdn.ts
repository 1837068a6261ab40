import type { FastifyInstance } from "fastify";
import { CDN_PREFIX, isGoodAddress } from "./attachments.ts";
import type { World } from "../world.ts";

/** Serves what was sent, as long as its address is good; the address says whose it is and until when. */
export function serveCdn(app: FastifyInstance, world: World): void {
  app.get(`${CDN_PREFIX}/:folder/:owner_id/:attachment_id/:name`, async (request, reply) => {
    const { attachment_id: id } = request.params as Readonly<Record<string, string>>;
    const path = new URL(request.url, "http://sandbox").pathname.slice(CDN_PREFIX.length);
    const query = request.query as Readonly<Record<string, string | undefined>>;
    const found = world.messages.attachment(id ?? "") ?? world.uploads.get(id ?? "");
    if (found === undefined || !isGoodAddress(world, path, query)) {
      return reply.code(404).type("text/plain").send("This content is no longer available.");
    }
    const { file, contentType } = found;
    return reply
      .header("content-length", file.bytes)
      .type(contentType ?? "application/octet-stream")
      .send(file.open());
  });
}
