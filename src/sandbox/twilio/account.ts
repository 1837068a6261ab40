import { createActionLimits, type ActionLimits } from "./action-limits.ts";
import { createProgrammableChat, type ProgrammableChat } from "./chat/programmable-chat.ts";
import { createCollection, type Collection } from "./collection.ts";
import { createConversations, type Conversations } from "./conversations/conversations.ts";
import { createEventStreams, type EventStreams } from "./events/streams.ts";
import { cleanAfter, sendChannelToFlex } from "./flex/flex-channels.ts";
import { createInteractions, type Interactions } from "./flex/interactions.ts";
import type { FlexChannel, FlexFlow } from "./flex/legacy-model.ts";
import type { Runtime } from "./runtime.ts";
import { createFlows, type Flows } from "./studio/flows.ts";
import type { StepTools } from "./studio/steps.ts";
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
  readonly flexChannels: Collection<FlexChannel>;
}

export function createAccount(runtime: Runtime): Account {
  const { chatServiceSid } = runtime.ready;
  const conversations = createConversations(runtime, (flowSid, { sid, attributes }, message) =>
    startFlow(
      studio,
      flowSid,
      { kind: "conversation", sid, serviceSid: chatServiceSid, attributes },
      message,
    ),
  );
  const { media } = conversations.store;
  const chat = createProgrammableChat(runtime, media, (flowSid, { sid, serviceSid, attributes }, message) =>
    startFlow(
      studio,
      flowSid,
      { kind: "channel", sid, serviceSid, attributes },
      { ...message, author: message.from, participantSid: null },
    ),
  );
  const flexFlows = createCollection<FlexFlow>();
  const flexChannels = createCollection<FlexChannel>();
  const streams = createEventStreams(runtime);
  const taskRouter = createTaskRouter(runtime, {
    publish: streams.publish,
    lost: (task) => cleanAfter({ runtime, chat, flexFlows, flexChannels }, task),
  });
  const interactions = createInteractions(runtime, conversations, taskRouter);
  const flows = createFlows();
  const channelToFlex: StepTools["channelToFlex"] = (channelSid, routing) =>
    sendChannelToFlex({ chat, taskRouter }, channelSid, routing);
  const studio = createStudio({ runtime, taskRouter, interactions, channelToFlex }, flows);
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
    chat,
    flexFlows,
    flexChannels,
  };
}
