import type * as Flex from "@twilio/flex-ui";

/** What flexcord writes on a task. */
function caseOf(task: Flex.ITask | undefined): { number: string; url: string } | null {
  const { caseNumber, caseUrl } = (task?.attributes ?? {}) as Record<string, unknown>;
  if (typeof caseUrl !== "string" || !caseUrl.startsWith("https://")) return null;
  return { number: String(caseNumber ?? ""), url: caseUrl };
}

/** The second panel shows the case's page. Tasks without one keep what was there before. */
export function showCaseBesideTask(flex: typeof Flex): void {
  const { defaultProps } = flex.CRMContainer;
  const before = defaultProps.uriCallback;
  defaultProps.uriCallback = (task) => caseOf(task)?.url ?? before?.(task) ?? "";
}

/** Lists and headers say that a task comes from Discord, and which case it is. */
export function nameDiscordChannel(flex: typeof Flex): void {
  const channel = flex.DefaultTaskChannels.createChatTaskChannel(
    "Discord",
    (task) => String(task.attributes?.customerAddress ?? "").startsWith("discord_"),
  );
  const title = (task: Flex.ITask) => `${task.attributes.customerName ?? "Member"} on Discord`;
  const number = (task: Flex.ITask) => `Case ${caseOf(task)?.number ?? "not opened yet"}`;
  const { templates } = channel;
  if (templates?.TaskListItem !== undefined) {
    templates.TaskListItem.firstLine = title;
    templates.TaskListItem.secondLine = number;
  }
  if (templates?.TaskCanvasHeader !== undefined) templates.TaskCanvasHeader.title = title;
  flex.TaskChannels.register(channel);
}
