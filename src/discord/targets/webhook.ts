import { Routes, WebhookType, type APIWebhook } from "discord-api-types/v10";

import type { Found, Target } from "../../provision/ports.ts";
import { createdAt, type Server } from "./server.ts";
import { textOf } from "./text-of.ts";

/** Addresses through which others post into a channel. What opens one is its token, which is never read here. */
export function webhookTarget(server: Server): Target {
  return {
    kind: "discord.webhook",
    noun: "webhook",
    rewritten: ["name"],
    guarded: [],
    isFixed: () => false,
    async read() {
      const webhooks = await server.webhooks();
      return {
        found: webhooks.filter(({ type }) => type === WebhookType.Incoming).map(foundWebhook),
        wanted: ({ spec }) => {
          const name = textOf(spec, "name").trim();
          return {
            fields: { name, channel: spec["channel"] ?? null },
            name,
            notes: [],
          };
        },
      };
    },
    alike: (found, wanted) =>
      found["name"] === wanted["name"] &&
      JSON.stringify(found["channel"]) === JSON.stringify(wanted["channel"]),
    owns: () => false,
    async create({ fields }) {
      const doing = `creating the webhook "${textOf(fields, "name")}"`;
      const route = Routes.channelWebhooks(textOf(fields, "channel"));
      return foundWebhook(await server.write("post", route, { name: fields["name"] }, doing));
    },
    async update({ id, fields }) {
      const doing = `changing the webhook "${textOf(fields, "name")}"`;
      const body = { name: fields["name"], channel_id: fields["channel"] };
      return foundWebhook(await server.write("patch", Routes.webhook(id), body, doing));
    },
    async remove({ id, name }) {
      await server.write("delete", Routes.webhook(id), undefined, `deleting the webhook "${name}"`);
    },
  };
}

function foundWebhook({ id, name, channel_id: channel }: APIWebhook): Found {
  return {
    id,
    name: name ?? "",
    createdAt: createdAt(id),
    fields: { name: name ?? "", channel: { remote: { kind: "discord.channel", id: channel } } },
  };
}
