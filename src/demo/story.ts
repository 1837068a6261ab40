import type { Checks } from "./checks.ts";
import type { Control, DmMessage, Reservation } from "./control.ts";
import {
  arrived,
  buttonOf,
  caseIn,
  isStudioAsking,
  lastFromBot,
  offered,
  onTape,
  sentByStudio,
  timesStudioAsked,
  wordsOf,
} from "./evidence.ts";
import type { Narrator } from "./narrator.ts";

export interface Stage {
  readonly control: Control;
  readonly checks: Checks;
  readonly narrator: Narrator;
  /** The daemon's address, for the one visitor who is not to be let in. */
  readonly daemonUrl: string;
  readonly transport: "conversations" | "programmable-chat";
}

/** Who took part and what they are to be counted by. */
export interface Cast {
  readonly memberId: string;
  readonly dmChannelId: string;
  readonly caseNumbers: readonly number[];
}

/** The whole story: a question, articles, a human, the end, and a second conversation. */
export async function playStory(stage: Stage): Promise<Cast> {
  const mia = await meet(stage);
  const greeting = await askForHelp(stage, mia.id);
  await askTheAssistant(stage, mia.id);
  const { caseNumber, alex } = await askForHuman(stage, mia.id, greeting);
  const reservation = await agentJoins(stage, mia.id, alex);
  await bothTalk(stage, mia.id, alex, reservation);
  await hurriedLines(stage, mia.id, alex, reservation);
  await forgedWebhook(stage, mia.id, reservation);
  await agentEnds(stage, mia.id, alex, reservation);
  const second = await askAgain(stage, mia.id, reservation);
  const dmChannelId = await stage.control.dmChannel(mia.id);
  return { memberId: mia.id, dmChannelId, caseNumbers: [caseNumber, ...second] };
}

async function meet({ control, narrator }: Stage) {
  narrator.scene("Mia joins the game's server");
  return control.joinServer("Mia");
}

async function askForHelp({ control, checks, narrator }: Stage, mia: string): Promise<DmMessage> {
  narrator.scene("Mia types /helpme");
  const { interactionId } = await control.command(mia, "helpme");
  const greeting = await checks.until("a DM greets her and offers a human", () =>
    lastFromBot(control, mia, (message) => buttonOf(message, "human") !== undefined),
  );
  narrator.line("flexcord → Mia", greeting.content);
  await checks.until("the command's own reply leads her to the DM", async () => {
    const { reply } = await control.interaction(mia, interactionId);
    return reply !== null && reply.content.includes("/channels/@me/") ? reply : undefined;
  });
  return greeting;
}

async function askTheAssistant(stage: Stage, mia: string): Promise<void> {
  const { control, checks, narrator } = stage;
  narrator.scene("She asks a question the help articles answer");
  const question = "How do I link my console account?";
  const before = await control.readDm(mia);
  narrator.line("Mia", question);
  await control.dm(mia, question);
  const answer = await checks.until("the assistant answers with a link to an article", () =>
    lastFromBot(control, mia, (message) => message.content.includes("https://"), before),
  );
  narrator.line("assistant → Mia", answer.content);
  await checks.until("Studio asked the chatbot endpoint for it", () => onTape(control, isStudioAsking));
}

async function askForHuman({ control, checks, narrator }: Stage, mia: string, greeting: DmMessage) {
  narrator.scene("It is not enough: she presses “Talk to a human”");
  const { workerSid: alex } = await control.addAgent("alex", "Alex Rivers");
  const before = await control.readDm(mia);
  await control.press(mia, greeting.id, buttonOf(greeting, "human") ?? "");
  const notice = await checks.until("she is told her case number and that she is being transferred", () =>
    lastFromBot(control, mia, (message) => caseIn(message.content) !== undefined, before),
  );
  narrator.line("flexcord → Mia", notice.content);
  const place = await checks.until("she is told her place in the queue", () =>
    lastFromBot(control, mia, (message) => /\bline\b|queue/iu.test(wordsOf(message)), before),
  );
  narrator.line("flexcord → Mia", wordsOf(place));
  await checks.until("Studio itself sent the conversation to Flex", () => sentByStudio(control, null));
  const asked = await timesStudioAsked(control);
  checks.expect("Studio knew by itself that a human was asked for", asked === 1, `it asked ${asked} times`);
  return { caseNumber: caseIn(notice.content) ?? 0, alex };
}

async function agentJoins({ control, checks, narrator }: Stage, mia: string, alex: string) {
  narrator.scene("Alex becomes available in Flex and accepts the task");
  await control.available(alex, true);
  const reservation = await checks.until("the task is offered to Alex", () =>
    offered(control, alex, () => true),
  );
  const history = await control.conversation(reservation.conversationSid);
  checks.expect(
    "the history, the assistant's answer included, is there before Alex joins",
    history.messages.length >= 3 && history.messages.some((message) => message.body.includes("https://")),
  );
  const before = await control.readDm(mia);
  await control.acceptTask(alex, reservation.reservationSid);
  const joined = await checks.until("Mia is told who joined", () =>
    lastFromBot(control, mia, (message) => message.content.includes("Alex Rivers"), before),
  );
  narrator.line("flexcord → Mia", joined.content);
  return reservation;
}

async function bothTalk(
  { control, checks, narrator }: Stage,
  mia: string,
  alex: string,
  { conversationSid }: Reservation,
): Promise<void> {
  narrator.scene("They talk");
  const lines = [
    { by: "Alex", text: "Hi Mia! Which console is it, and what does the link page say?" },
    { by: "Mia", text: "A Nova 5. It says: code expired." },
    { by: "Mia", text: "I tried three times today" },
    { by: "Alex", text: "Thanks. I have reset your link; please open the page once more." },
    { by: "Alex", text: "It should take the next code you enter." },
    { by: "Mia", text: "It works, thank you!" },
  ] as const;
  for (const { by, text } of lines) {
    narrator.line(by, text);
    if (by === "Alex") {
      await control.write(alex, conversationSid, text);
      await checks.until(`Mia reads: ${text}`, () =>
        lastFromBot(control, mia, (message) => message.content === text),
      );
    } else {
      await control.dm(mia, text);
      await checks.until(`Alex reads: ${text}`, async () => {
        const { messages } = await control.conversation(conversationSid);
        return messages.find((message) => message.body === text);
      });
    }
  }
}

/** Several lines at once, each way: the order is the writer's, however they overtake each other on the way. */
async function hurriedLines(
  { control, checks, narrator }: Stage,
  mia: string,
  alex: string,
  { conversationSid }: Reservation,
): Promise<void> {
  narrator.scene("Both write faster than anyone can read");
  const fromMia = ["One more thing:", "my friend Leo", "has the same console", "should he do the same?"];
  const fromAlex = ["Yes, he should", "do exactly the same.", "Tell him to write to us if it fails."];
  for (const text of fromMia) await control.dm(mia, text);
  for (const text of fromAlex) await control.write(alex, conversationSid, text);
  await checks.until("Alex reads Mia's lines in her order", async () => {
    const { messages } = await control.conversation(conversationSid);
    return arrived(
      messages.map((message) => message.body),
      fromMia,
    );
  });
  await checks.until("Mia reads Alex's lines in his order", async () => {
    const messages = await control.readDm(mia);
    return arrived(
      messages.map((message) => message.content),
      fromAlex,
    );
  });
  const dm = await control.readDm(mia);
  const own = new Set(dm.filter(({ author }) => author === "member").map(({ content }) => content));
  const echoed = dm.filter(({ author, content }) => author === "bot" && own.has(content));
  checks.expect("Mia never reads her own words back", echoed.length === 0, echoed[0]?.content);
}

async function forgedWebhook(
  { control, checks, narrator, daemonUrl, transport }: Stage,
  mia: string,
  { conversationSid }: Reservation,
): Promise<void> {
  narrator.scene("Somebody else calls the webhook and pretends to be Alex");
  const text = "This is Alex. Please send me your password.";
  const words =
    transport === "conversations"
      ? { EventType: "onMessageAdded", ConversationSid: conversationSid, Author: "alex" }
      : { EventType: "onMessageSent", ChannelSid: conversationSid, From: "alex" };
  const door = transport === "conversations" ? "conversations" : "chat";
  const response = await fetch(`${daemonUrl}/twilio/${door}`, {
    method: "POST",
    headers: {
      "content-type": "application/x-www-form-urlencoded",
      "x-twilio-signature": "Zm9yZ2VkIHNpZ25hdHVyZSE=",
    },
    body: new URLSearchParams({
      ...words,
      MessageSid: `IM${"0".repeat(32)}`,
      Index: "999",
      Body: text,
      Source: "SDK",
    }),
  });
  narrator.line("flexcord → visitor", `HTTP ${response.status}`);
  checks.expect("it is refused", response.status === 403, `HTTP ${response.status}`);
  const messages = await control.readDm(mia);
  checks.expect("Mia never reads it", !messages.some((message) => message.content === text));
}

async function agentEnds(
  { control, checks, narrator }: Stage,
  mia: string,
  alex: string,
  reservation: Reservation,
): Promise<void> {
  narrator.scene("Alex ends the chat");
  const before = await control.readDm(mia);
  await control.endChat(alex, reservation.taskSid);
  const ended = await checks.until("Mia is told that the conversation has ended", () =>
    lastFromBot(control, mia, (message) => /ended/iu.test(message.content), before),
  );
  narrator.line("flexcord → Mia", ended.content);
  await control.complete(alex, reservation.taskSid);
  const { state } = await control.conversation(reservation.conversationSid);
  checks.expect("the conversation is closed in Twilio", state === "closed", state);
}

async function askAgain(
  { control, checks, narrator }: Stage,
  mia: string,
  first: Reservation,
): Promise<readonly number[]> {
  narrator.scene("A little later Mia types /helpme again, and asks for a human in words");
  let before = await control.readDm(mia);
  await control.command(mia, "helpme");
  await checks.until("she is greeted again", () =>
    lastFromBot(control, mia, (message) => buttonOf(message, "human") !== undefined, before),
  );
  before = await control.readDm(mia);
  const request = "I would like to talk to a human please";
  narrator.line("Mia", request);
  await control.dm(mia, request);
  const notice = await checks.until("a second case is opened", () =>
    lastFromBot(control, mia, (message) => caseIn(message.content) !== undefined, before),
  );
  narrator.line("flexcord → Mia", notice.content);
  await checks.until("it lives in a new conversation, sent to Flex by Studio again", () =>
    sentByStudio(control, first.conversationSid),
  );
  return [caseIn(notice.content) ?? 0];
}
