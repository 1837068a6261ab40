import type { MemberId, PostId } from "../../src/domain/ids.ts";
import type { Stored } from "../contract/store/memory/state.ts";
import type { Discord } from "./discord.ts";
import type { Twilio } from "./twilio-account.ts";
import type { World } from "./world.ts";

/** Everything as it stands when all has come to rest. */
export interface Ended {
  readonly world: World;
  readonly discord: Discord;
  readonly twilio: Twilio;
  readonly stored: Stored;
  readonly members: readonly MemberId[];
  /** Posts that no gateway session told, in places that nobody knew. */
  readonly unknowable: ReadonlySet<PostId>;
}
