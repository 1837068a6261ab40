import type { Sandbox } from "../../src/sandbox/sandbox.ts";

/** What a deploy made, without the ids that differ from one run to the next; for comparing two runs. */
export async function everythingOn({ ready }: Sandbox): Promise<readonly string[]> {
  const { discord, twilio } = ready;
  const ofDiscord = async (path: string) => {
    const answer = await fetch(`${discord.api}/v10${path}`, {
      headers: { authorization: `Bot ${discord.token}` },
    });
    return (await answer.json()) as readonly Item[];
  };
  const ofTwilio = async (path: string, key: string) => {
    const basic = Buffer.from(`${twilio.apiKey}:${twilio.apiSecret}`).toString("base64");
    const answer = await fetch(`${twilio.api}/${path}?PageSize=100`, {
      headers: { authorization: `Basic ${basic}` },
    });
    return ((await answer.json()) as Readonly<Record<string, readonly Item[]>>)[key] ?? [];
  };
  const workspace = `taskrouter.twilio.com/v1/Workspaces/${twilio.workspaceSid}`;
  const [roles, channels, commands, queues, workflows, flows] = await Promise.all([
    ofDiscord(`/guilds/${discord.guildId}/roles`),
    ofDiscord(`/guilds/${discord.guildId}/channels`),
    ofDiscord(`/applications/${discord.applicationId}/commands?with_localizations=true`),
    ofTwilio(`${workspace}/TaskQueues`, "task_queues"),
    ofTwilio(`${workspace}/Workflows`, "workflows"),
    ofTwilio("studio.twilio.com/v2/Flows", "flows"),
  ]);
  const nameOf = new Map([...roles, ...channels].map(({ id, name }) => [id, name]));
  const named = (id: unknown) => nameOf.get(String(id)) ?? (id === null ? null : "other");
  const overwrites = (item: Item) =>
    ((item["permission_overwrites"] ?? []) as readonly Item[])
      .map(({ id, allow, deny }) => [named(id), allow, deny])
      .toSorted();
  const lines = [
    ...roles.map(({ name, permissions, color, hoist, mentionable }) => [
      "role",
      name,
      permissions,
      color,
      hoist,
      mentionable,
    ]),
    ...channels.map((item) => [
      "channel",
      item.name,
      item["type"],
      item["topic"],
      named(item["parent_id"] ?? null),
      item["rate_limit_per_user"],
      overwrites(item),
    ]),
    ...commands.map(({ name, description, type }) => ["command", name, description, type]),
    ...[...queues, ...workflows, ...flows].map((item) => ["twilio", item["friendly_name"], item["status"]]),
  ];
  return lines.map((line) => JSON.stringify(line)).toSorted();
}

interface Item {
  readonly id: string;
  readonly name: string;
  readonly [field: string]: unknown;
}
