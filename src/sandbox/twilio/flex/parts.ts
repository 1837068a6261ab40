import type { ProgrammableChat } from "../chat/programmable-chat.ts";
import type { Collection } from "../collection.ts";
import type { Runtime } from "../runtime.ts";
import type { FlexChannel, FlexFlow } from "./legacy-model.ts";

/** What of an account Flex Flows and Flex Channels have to do with. */
export interface FlexParts {
  readonly runtime: Runtime;
  readonly chat: ProgrammableChat;
  readonly flexFlows: Collection<FlexFlow>;
  readonly flexChannels: Collection<FlexChannel>;
}
