import { Routes, type APIMessage } from "discord-api-types/v10";

import { asFailure, Failure } from "../../domain/failure.ts";
import type { Found, ReadRequest, ResolvedFields, Target } from "../../provision/ports.ts";
import { buttonRows } from "../interactions/buttons.ts";
import { decodeCustomId, PANEL_COMMAND } from "../interactions/custom-id.ts";
import { listed } from "./channel-fields.ts";
import { channelName } from "./channel-names.ts";
import { createdAt, type Server } from "./server.ts";
import { textOf } from "./text-of.ts";

/** A message is known by its channel and its own id. */
const idOf = (message: APIMessage): string => `${message.channel_id}/${message.id}`;

/** A message of ours that stays in a channel, with a button that does what a command does. */
export function panelTarget(server: Server): Target {
  return {
    kind: "discord.panel",
    noun: "help panel",
    rewritten: ["text"],
    guarded: [],
    isFixed: () => false,
    async read(request) {
      return {
        found: await readPanels(server, request),
        wanted: ({ key, spec }) => ({
          fields: {
            channel: spec["channel"] ?? null,
            text: textOf(spec, "text").trim(),
            button: spec["button"] ?? "",
            pinned: true,
          },
          name: key,
          notes: [],
        }),
      };
    },
    alike: (found, wanted) => JSON.stringify(found["channel"]) === JSON.stringify(wanted["channel"]),
    // Only our own application's messages with our own button are found.
    owns: () => true,
    create: ({ fields }) => post(server, fields),
    async update({ id, fields, changed }) {
      if (!changed.has("channel")) return edit(server, id, fields);
      // A message cannot move. Gone first: cut off in between it is missing and made anew, never doubled.
      await removePanel(server, id).catch((error: unknown) => {
        if (asFailure(error).code !== "discord.not-found") throw error;
      });
      return post(server, fields);
    },
    remove: ({ id }) => removePanel(server, id),
  };
}

/** Known ones by id. When there should be more, the channels that are to have one are searched. */
async function readPanels(server: Server, { resources, knownIds }: ReadRequest): Promise<readonly Found[]> {
  const known = await Promise.all([...knownIds].map((id) => readPanel(server, id)));
  const found = known.filter((panel) => panel !== null);
  if (found.length >= resources.length) return found;
  const names = new Set(resources.map(({ spec }) => channelName(textOf(spec, "channelName"), "text")));
  const channels = listed(await server.channels()).filter(({ name }) => names.has(name));
  const lists = await Promise.all(
    channels.map(({ id }) =>
      // Newest first; a panel further up than this was made long ago, and its id is known.
      server.read<readonly APIMessage[]>(Routes.channelMessages(id), "looking for the help panel", {
        limit: "50",
      }),
    ),
  );
  const { botId } = await server.self();
  const searched = lists.flat().filter((message) => message.author.id === botId && hasPanelButton(message));
  const ids = new Set(found.map(({ id }) => id));
  return [...found, ...searched.map(foundPanel).filter(({ id }) => !ids.has(id))];
}

async function readPanel(server: Server, id: string): Promise<Found | null> {
  const [channelId = "", messageId = ""] = id.split("/");
  try {
    const route = Routes.channelMessage(channelId, messageId);
    return foundPanel(await server.read<APIMessage>(route, "reading the help panel"));
  } catch (error) {
    if (asFailure(error).code === "discord.not-found") return null;
    throw error;
  }
}

function foundPanel(message: APIMessage): Found {
  return {
    id: idOf(message),
    name: "help panel",
    createdAt: createdAt(message.id),
    fields: {
      channel: { remote: { kind: "discord.channel", id: message.channel_id } },
      text: message.content,
      button: labelOf(message),
      pinned: message.pinned,
    },
  };
}

function buttonsOf(message: APIMessage): readonly { readonly custom_id?: string; readonly label?: string }[] {
  const rows = (message.components ?? []) as readonly { readonly components?: readonly object[] }[];
  return rows.flatMap(({ components = [] }) => components);
}

const isPanelButton = ({ custom_id: id = "" }: { readonly custom_id?: string }): boolean =>
  decodeCustomId(id)?.action === PANEL_COMMAND;

const hasPanelButton = (message: APIMessage): boolean => buttonsOf(message).some(isPanelButton);

const labelOf = (message: APIMessage): string => buttonsOf(message).find(isPanelButton)?.label ?? "";

const bodyOf = (fields: ResolvedFields) => ({
  content: fields["text"],
  components: buttonRows([{ label: textOf(fields, "button"), action: PANEL_COMMAND, subject: "" }]),
  allowed_mentions: { parse: [] },
});

async function post(server: Server, fields: ResolvedFields): Promise<Found> {
  // No nonce: for minutes after one panel was deleted it would keep a new one from being made.
  const body = bodyOf(fields);
  const route = Routes.channelMessages(textOf(fields, "channel"));
  const message = await server.write<APIMessage>("post", route, body, "posting the help panel");
  try {
    await pin(server, message);
  } catch (error) {
    const { code, message: said, fix } = asFailure(error);
    throw new Failure(code, said, { certain: false, cause: error, ...(fix === undefined ? {} : { fix }) });
  }
  return foundPanel({ ...message, pinned: true });
}

async function edit(server: Server, id: string, fields: ResolvedFields): Promise<Found> {
  const [channelId = "", messageId = ""] = id.split("/");
  const route = Routes.channelMessage(channelId, messageId);
  const message = await server.write<APIMessage>("patch", route, bodyOf(fields), "changing the help panel");
  if (!message.pinned) await pin(server, message);
  return foundPanel({ ...message, pinned: true });
}

async function pin(server: Server, { channel_id: channelId, id }: APIMessage): Promise<void> {
  await server.write("put", Routes.channelMessagesPin(channelId, id), undefined, "pinning the help panel");
}

async function removePanel(server: Server, id: string): Promise<void> {
  const [channelId = "", messageId = ""] = id.split("/");
  const route = Routes.channelMessage(channelId, messageId);
  await server.write("delete", route, undefined, "deleting the help panel");
}
