import type { Config } from "../../config/config.ts";
import { Failure } from "../../domain/failure.ts";

/** How many conversations are open on each transport. */
export type OpenConversations = Readonly<Record<Config["settings"]["transport"], number>>;

/** From the ledger, beside a running daemon or without one; null where there is no ledger. */
export async function openConversations(
  { paths }: Config,
  secret: string,
  oldSecrets: readonly string[],
): Promise<OpenConversations | null> {
  const [{ openReader }, { isChannelId }] = await Promise.all([
    import("../../store/sqlite/reader/open.ts"),
    import("../../twilio/chat/channel-id.ts"),
  ]);
  try {
    const reader = openReader({ path: paths.store, secret, oldSecrets });
    try {
      const open = reader.openConversations();
      const channels = open.filter(isChannelId).length;
      return { conversations: open.length - channels, "programmable-chat": channels };
    } finally {
      reader.close();
    }
  } catch (thrown) {
    if (thrown instanceof Failure && thrown.code === "state.conflict") return null;
    throw thrown;
  }
}
