/**
 * A channel's name as Discord makes it. Text, announcement and forum channels are lower case with dashes for
 * spaces; voice and stage channels and categories keep what they are given. Undocumented and incomplete:
 * what else Discord changes is remembered after the write.
 */
export function channelName(name: string, type: string): string {
  const trimmed = name.trim();
  if (type === "voice" || type === "stage" || type === "category") return trimmed;
  return trimmed
    .toLowerCase()
    .replaceAll(/\s+/gu, "-")
    .replaceAll(/[!"#$%&'()*+,./:;<=>?@[\\\]^`{|}~]/gu, "")
    .replaceAll(/-{2,}/gu, "-");
}
