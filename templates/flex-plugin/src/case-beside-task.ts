import type * as Flex from "@twilio/flex-ui";

type Task = Pick<Flex.ITask, "attributes">;

/** What flexcord wrote on a task; empty when it wrote nothing. */
function attribute(task: Task | undefined, name: string): string {
  const value: unknown = task?.attributes?.[name];
  return typeof value === "string" ? value : "";
}

function caseUrl(task: Task | undefined): string {
  const url = attribute(task, "caseUrl");
  return url.startsWith("https://") ? url : "";
}

/** The second panel shows the case's page. Tasks without one keep what was there before. */
export function showCaseBesideTask(flex: typeof Flex): void {
  const { defaultProps } = flex.CRMContainer;
  const before = defaultProps.uriCallback;
  defaultProps.uriCallback = (task) => caseUrl(task) || (before?.(task) ?? "");
}

const title = (task: Task): string => `${attribute(task, "customerName") || "A member"} on Discord`;
const number = (task: Task): string => `Case ${attribute(task, "caseNumber") || "not opened yet"}`;

/** Lists and headers say that a task comes from Discord, and which case it is. */
export function nameDiscordChannel(flex: typeof Flex): void {
  const channel = flex.DefaultTaskChannels.createChatTaskChannel("Discord", (task) =>
    attribute(task, "customerAddress").startsWith("discord_"),
  );
  const { TaskListItem: item, TaskCanvasHeader: header } = channel.templates ?? {};
  if (item !== undefined) Object.assign(item, { firstLine: title, secondLine: number });
  if (header !== undefined) Object.assign(header, { title });
  flex.TaskChannels.register(channel);
}
