import { isLive, type Conversation, type Doors, type Line, type Twilio } from "./twilio-account.ts";
import { wait, type World } from "./world.ts";

/**
 * One execution of the flow: "asked for a live agent?", else ask the bridge; a bridge that does not answer
 * means a human too.
 */
export function startFlow(
  parts: { readonly world: World; readonly twilio: Twilio; readonly doors: Doors },
  conversation: Conversation,
  line: Line,
): void {
  void runFlow(parts, conversation, line);
}

async function runFlow(
  { world, twilio, doors }: { readonly world: World; readonly twilio: Twilio; readonly doors: Doors },
  conversation: Conversation,
  { sid }: Line,
): Promise<void> {
  const pause = (longest: number) => wait(world, world.random.between(1, longest));
  await pause(500);
  const route = conversation.agentRequested ? "agent" : await ask();
  if (route !== "assistant") await sendToAgents();
  conversation.flowRuns = false;

  async function ask() {
    await pause(200);
    const happening = {
      kind: "assistant.asked",
      transportConversationId: conversation.sid,
      transportMessageId: sid,
    } as const;
    const answer = await doors.ask({ source: "studio", sourceId: sid, at: world.scheduler.now(), happening });
    await pause(1_500);
    return answer;
  }

  async function sendToAgents() {
    await pause(2_000);
    // Sending to Flex "removes Studio from the engagement" (documented): what has a task gets no second one so.
    if (conversation.tasks.some(isLive)) return;
    if (world.random.chance(world.faults.flow))
      world.note("studio", `fails to make a task of ${conversation.sid}`);
    else twilio.createTask(conversation);
  }
}
