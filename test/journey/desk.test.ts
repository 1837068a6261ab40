import { expect, it } from "vitest";
import { atDesk, hire, readsCard, takeOffer } from "./support/card.ts";
import { askForHuman, botLines, flexLines, greet, type Talk } from "./support/people.ts";
import { PLACES } from "./support/place.ts";
import { openStage, type Stage, type StageOptions, until } from "./support/stage.ts";

async function open(options: StageOptions = {}): Promise<Stage> {
  const stage = await openStage(options);
  await stage.deploy();
  await stage.startDaemon();
  return stage;
}

/** Mia talks to Alex. */
async function talkToAlex(stage: Stage): Promise<Talk> {
  const member = await askForHuman(stage, "Mia");
  const agent = await hire(stage, "alex", "Alex Rivers");
  await stage.control.available(agent, true);
  const { conversationSid: conversation, taskSid: task } = await takeOffer(stage, agent);
  await readsCard(stage, member, /Alex Rivers\*\* has joined/);
  return { member, agent, conversation, task };
}

function reads(stage: Stage, { member }: Talk, line: string): Promise<true> {
  return until(`she reads "${line}"`, async () =>
    (await botLines(stage, member)).includes(line) ? (true as const) : undefined,
  );
}

/** Somebody without a task steps in and writes twice. */
async function supervise(stage: Stage, talk: Talk): Promise<void> {
  const sue = await hire(stage, "sue", "Sue Visor");
  await atDesk(stage, sue, "join", { conversationSid: talk.conversation });
  await stage.control.write(sue, talk.conversation, "Let me help");
  await stage.control.write(sue, talk.conversation, "It is done");
  await reads(stage, talk, "It is done");
  expect(await botLines(stage, talk.member)).toContain("Let me help");
}

it.each(PLACES)(
  "an agent reads who she is, who writes in a %s, before they join and beside the task, and the second time of the first",
  async (place) => {
    const caseUrl = "  caseUrl: https://support.example.com/cases/{case}\n";
    const stage = await open({ place, yaml: `support:\n${caseUrl}  announceSupervisors: false\n` });
    const { control } = stage;
    const mia = await greet(stage, "Mia");
    const { roles } = await stage.call<{
      roles: { id: string; name: string; managed: boolean }[];
    }>("GET", "/discord/server");
    const role = roles.find(({ name, managed }) => !managed && name !== "@everyone");
    await stage.call("PUT", `/discord/members/${mia}/roles`, { roles: [role?.id] });
    await control.dm(mia, "How do I link my console account?");
    await readsCard(stage, mia, /https:\/\//);
    await control.dm(mia, "I want to talk to a human");
    const alex = await hire(stage, "alex", "Alex Rivers");
    await control.available(alex, true);
    const offer = await until("the work is offered, with who she is", async () =>
      (await control.reservations(alex)).find(({ attributes }) => attributes["discordUsername"] === "mia"),
    );
    expect(offer.attributes).toMatchObject({
      caseNumber: "1",
      caseUrl: "https://support.example.com/cases/1",
      roles: [role?.name],
      language: "en-US",
      earlierConversations: [],
    });
    expect(String(offer.attributes["avatar"])).toMatch(/^https:\/\/cdn\.discordapp\.com\//);
    expect(Date.parse(String(offer.attributes["joinedAt"]))).toBeLessThan(Date.now());
    const [about] = await flexLines(stage, offer.conversationSid, /^About Mia/);
    expect(about).toContain(`Roles: ${role?.name}`);
    expect(about).toContain("@mia");
    expect(about).toContain("https://support.example.com/cases/1");
    // What the assistant said is there before anybody joins.
    expect(await flexLines(stage, offer.conversationSid, /https:\/\/.*|article/i)).not.toHaveLength(0);

    await control.acceptTask(alex, offer.reservationSid);
    await readsCard(stage, mia, /has joined/);
    const talk = { member: mia, agent: alex, conversation: offer.conversationSid, task: offer.taskSid };
    await supervise(stage, talk);
    expect(await botLines(stage, mia)).not.toContainEqual(expect.stringMatching(/One more person/));
    await control.endChat(alex, offer.taskSid);
    await readsCard(stage, mia, /has ended/);
    await control.complete(alex, offer.taskSid);
    await control.dm(mia, "I want to talk to a human once more");
    const second = await until("the work is offered, with what was before", async () =>
      (await control.reservations(alex)).find(
        ({ status, attributes }) => status === "pending" && Array.isArray(attributes["earlierConversations"]),
      ),
    );
    expect(second.attributes["earlierConversations"]).toMatchObject([{ case: "1", rating: null }]);
    expect(await flexLines(stage, second.conversationSid, /Earlier conversations/)).toHaveLength(1);
  },
  90_000,
);

it.each(PLACES)(
  "what agents note among themselves never reaches her in a %s, and a supervisor who steps in is announced",
  async (place) => {
    const stage = await open({ place });
    const talk = await talkToAlex(stage);
    const { agent, conversation: conversationSid } = talk;
    await stage.control.write(agent, conversationSid, "/note she has asked this three times");
    await atDesk(stage, agent, "write", { conversationSid, body: "secret for colleagues", internal: true });
    await supervise(stage, talk);
    const lines = await botLines(stage, talk.member);
    expect(lines.join("\n")).not.toMatch(/note|secret/);
    expect(lines.filter((line) => /One more person/.test(line))).toHaveLength(1);
  },
  60_000,
);

it.each(PLACES)(
  "a colleague comes to help, the first one leaves, she is passed on: in a %s she hears of it all, and nothing ends",
  async (place) => {
    const stage = await open({ place });
    const { control } = stage;
    const talk = await talkToAlex(stage);
    const sam = await hire(stage, "sam", "Sam Field");
    await control.available(sam, true);
    await atDesk(stage, talk.agent, "invite", { taskSid: talk.task, to: sam });
    const second = await takeOffer(stage, sam);
    await readsCard(stage, talk.member, /Sam Field\*\* has joined[\s\S]*Alex Rivers, Sam Field/);
    await control.write(talk.agent, talk.conversation, "Sam takes over from here");
    await reads(stage, talk, "Sam takes over from here");
    await control.available(talk.agent, false);
    await atDesk(stage, talk.agent, "leave", { taskSid: talk.task });
    await control.write(sam, talk.conversation, "I am still here");
    await reads(stage, talk, "I am still here");
    await control.dm(talk.member, "Thank you both");
    await until("Sam reads her", async () =>
      (await flexLines(stage, talk.conversation, /Thank you both/)).length > 0 ? true : undefined,
    );

    // Passed on to whoever the workflow finds, she waits in line again.
    await control.available(sam, false);
    await atDesk(stage, sam, "invite", { taskSid: second.taskSid });
    await atDesk(stage, sam, "leave", { taskSid: second.taskSid });
    await readsCard(stage, talk.member, /passed on to a colleague/);
    const kim = await hire(stage, "kim", "Kim Hill");
    await control.available(kim, true);
    const third = await takeOffer(stage, kim);
    await readsCard(stage, talk.member, /Kim Hill\*\* has joined/);
    expect(third.conversationSid).toBe(talk.conversation);
    expect(await botLines(stage, talk.member)).not.toContainEqual(expect.stringMatching(/has ended/));
    await control.endChat(kim, third.taskSid);
    await readsCard(stage, talk.member, /has ended/);
  },
  90_000,
);
