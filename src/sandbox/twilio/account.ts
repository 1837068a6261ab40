import { createActionLimits, type ActionLimits } from "./action-limits.ts";
import { createProgrammableChat, type ProgrammableChat } from "./chat/programmable-chat.ts";
import { createCollection, type Collection } from "./collection.ts";
import { createConversations, type Conversations } from "./conversations/conversations.ts";
import { createEventStreams, type EventStreams } from "./events/streams.ts";
import type { FlexFlow } from "./flex/flex-flows.ts";
import { createInteractions, type Interactions } from "./flex/interactions.ts";
import type { Runtime } from "./runtime.ts";
import { createFlows, type Flows } from "./studio/flows.ts";
import { createStudio, startFlow, type Studio } from "./studio/studio.ts";
import { createDocuments, type Documents } from "./sync/documents.ts";
import { createTaskRouter, type TaskRouter } from "./taskrouter/taskrouter.ts";

/** One Flex account, as new as the runtime it is made with. */
export interface Account {
  readonly runtime: Runtime;
  readonly limits: ActionLimits;
  readonly conversations: Conversations;
  readonly taskRouter: TaskRouter;
  readonly interactions: Interactions;
  readonly flows: Flows;
  readonly studio: Studio;
  readonly streams: EventStreams;
  /** What was written into the Flex configuration, by the vendor's names. */
  readonly flexSettings: Map<string, unknown>;
  readonly documents: Documents;
  readonly chat: ProgrammableChat;
  readonly flexFlows: Collection<FlexFlow>;
}

export function createAccount(runtime: Runtime): Account {
  const conversations = createConversations(runtime, (flowSid, conversation, message) =>
    startFlow(studio, flowSid, conversation, message),
  );
  const streams = createEventStreams(runtime);
  const taskRouter = createTaskRouter(runtime, streams.publish);
  const interactions = createInteractions(runtime, conversations, taskRouter);
  const flows = createFlows();
  const studio = createStudio({ runtime, taskRouter, interactions }, flows);
  return {
    runtime,
    limits: createActionLimits(() => runtime.now()),
    conversations,
    taskRouter,
    interactions,
    flows,
    studio,
    streams,
    flexSettings: new Map(),
    documents: createDocuments(runtime),
    chat: createProgrammableChat(runtime),
    flexFlows: createCollection<FlexFlow>(),
  };
}
