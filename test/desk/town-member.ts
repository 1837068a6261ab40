import type { Effect } from "../../src/bridge/effect.ts";
import type { Decision, Settlement, Situation } from "../../src/bridge/ports.ts";
import type { NewCase } from "../../src/domain/case.ts";
import type { Conversation } from "../../src/domain/conversation.ts";
import type { MemberWrote } from "../../src/domain/event.ts";
import type {
  CaseNumber,
  MemberId,
  PlaceId,
  PostId,
  TaskId,
  TransportConversationId,
  TransportMessageId,
  WorkerId,
} from "../../src/domain/ids.ts";
import { conversationOf, post, say } from "../contract/store/samples.ts";
import { promising, type Town } from "./town.ts";

export interface TownAgent {
  readonly name: string;
  /** What they are called in conversations. */
  readonly author: string;
}

const DAY = 24 * 3_600_000;

/** A member of the server by a name; the id follows from it. */
export function townMember(town: Town, name: string) {
  const { clock, happen, settle, nextId } = town;
  const memberId = String(
    9e17 + Buffer.from(name).reduce((sum, byte) => (sum * 31 + byte) % 1e15, 7),
  ) as MemberId;
  const facts = { memberId, displayName: name, locale: "en-US" };
  const placeId = `dm-${memberId}` as PlaceId;
  const transport = ({ id }: Conversation) => `CH-${id}` as TransportConversationId;
  let current: Conversation | null = null;
  const lastPosts: string[] = [];
  const lastLines: string[] = [];

  const open = (situation: Situation): Conversation => {
    const { conversation } = situation;
    if (conversation !== null && conversation.answering !== "ended") return conversation;
    const made = conversationOf(situation, { openedAt: clock.now });
    return { ...made, transportConversationId: transport(made) };
  };
  const change = (situation: Situation, fields: Partial<Conversation> = {}): Partial<Decision> => {
    const base = open(situation);
    current = { ...base, ...fields };
    const counted = Math.max(situation.member.conversations, base.ordinal);
    return { conversation: current, member: { ...situation.member, conversations: counted } };
  };
  const at = (): Conversation => {
    if (current === null) throw new Error(`${name} talks to nobody`);
    return current;
  };

  const self = {
    id: memberId,
    name,
    conversation: at,

    async writes(
      text: string,
      options: {
        readonly content?: MemberWrote["content"];
        readonly settled?: Settlement | "waits";
      } = {},
    ) {
      const postId = nextId() as PostId;
      lastPosts.push(postId);
      const { content, settled } = options;
      const happening = {
        kind: "member.wrote",
        ...facts,
        placeId,
        postId,
        text,
        ...(content && { content }),
      } as const;
      await happen(memberId, "discord", happening, (situation) => {
        const changed = change(situation);
        return { ...changed, effects: [{ ...post(text, at().id), postId }] };
      });
      if (settled === "waits") return;
      clock.now += 180;
      await settle(memberId, "agent", settled);
    },

    async edits(text: string) {
      const postId = (lastPosts.at(-1) ?? "") as PostId;
      const happening = { kind: "member.edited", ...facts, placeId, postId, text } as const;
      await happen(memberId, "discord", happening, (situation) => change(situation));
    },

    async deletes() {
      const postId = (lastPosts.at(-1) ?? "") as PostId;
      await happen(memberId, "discord", { kind: "member.deleted", placeId, postId }, (situation) =>
        change(situation),
      );
    },

    async presses(action: string) {
      const happening = {
        kind: "member.pressed",
        ...facts,
        placeId,
        interactionId: nextId() as never,
        action,
        subject: "",
      } as const;
      await happen(memberId, "discord", happening, (situation) => change(situation));
    },

    async assistantSays(text: string) {
      const { id, epoch } = at();
      const happening = {
        kind: "assistant.answered",
        memberId,
        conversationId: id,
        postId: (lastPosts.at(-1) ?? "") as PostId,
        epoch,
        text,
        found: true,
      } as const;
      await happen(memberId, "assistant", happening, (situation) => ({
        ...change(situation),
        effects: [{ ...say(text, id), voice: "assistant" }],
      }));
      clock.now += 240;
      await settle(memberId, "member");
    },

    /** Opens a case for the conversation and has agents be asked. Gives its number. */
    async asksForHuman(wanted: Partial<NewCase> = {}): Promise<CaseNumber> {
      await self.presses("human");
      let number = 0 as CaseNumber;
      const taskId = `WT-${nextId()}` as TaskId;
      const moved = { kind: "task.moved", taskId, stage: "created" } as const;
      const happening = { ...moved, transportConversationId: transport(at()) };
      await happen(memberId, "taskrouter", happening, (situation) => {
        number = situation.nextCaseNumber;
        const opened: NewCase = {
          kind: "handoff",
          title: "Help needed",
          description: "",
          memberId,
          locale: facts.locale,
          priority: "normal",
          tags: [],
          source: null,
          conversation: at().id,
          ...wanted,
        };
        const text = `You are being transferred. Your case number is ${number}.`;
        return {
          ...change(situation, {
            answering: "waiting",
            epoch: 1,
            taskId,
            caseNumber: number,
            desk: {
              ...at().desk,
              work: [{ taskId, stage: "offered", agent: null }],
              queue: { position: 1, minutes: 4 },
            },
          }),
          changedCase: promising.open(number, opened, { by: "flexcord" }, clock.now),
          effects: [say(text, at().id)],
        };
      });
      clock.now += 200;
      await settle(memberId, "member");
      return number;
    },

    async isTakenBy({ name: agentName, author }: TownAgent) {
      const { taskId } = at();
      if (taskId === null) throw new Error("there is no task");
      const agent = { workerId: `WK-${author}` as WorkerId, name: agentName, picture: null, author };
      const happening = {
        kind: "task.moved",
        transportConversationId: transport(at()),
        taskId,
        stage: "accepted",
        agentName,
        agent,
      } as const;
      const about = {
        profile: {
          username: name
            .normalize("NFD")
            .replaceAll(/\p{Mn}/gu, "")
            .toLowerCase()
            .replaceAll(/\W+/gu, "."),
          avatar: "",
          roles: ["Veteran", "Season 4"],
          joinedAt: clock.now - 400 * DAY,
        },
        earlier: [],
      };
      await happen(memberId, "taskrouter", happening, (situation) =>
        change(situation, {
          answering: "agent",
          agentName,
          desk: { ...at().desk, work: [{ taskId, stage: "taken", agent }], queue: null, about },
        }),
      );
    },

    async hears(
      { author }: TownAgent,
      text: string,
      options: { readonly note?: true; readonly settled?: Settlement | "waits" } = {},
    ) {
      const lineId = `IM-${nextId()}` as TransportMessageId;
      lastLines.push(lineId);
      const { note, settled } = options;
      const happening = {
        kind: "agent.wrote",
        transportConversationId: transport(at()),
        transportMessageId: lineId,
        index: Number(nextId()),
        author,
        text,
        ...(note && { note }),
      } as const;
      const effects: readonly Effect[] = note ? [] : [{ ...say(text, at().id), voice: "agent", lineId }];
      await happen(memberId, "transport", happening, (situation) => ({ ...change(situation), effects }));
      if (settled === "waits") return;
      clock.now += 320;
      await settle(memberId, "member", settled);
    },

    async agentEdits(text: string) {
      const lineId = (lastLines.at(-1) ?? "") as TransportMessageId;
      const happening = {
        kind: "agent.edited",
        transportConversationId: transport(at()),
        transportMessageId: lineId,
        index: 0,
        author: "",
        text,
      } as const;
      await happen(memberId, "transport", happening, (situation) => change(situation));
    },

    async reacts(emoji: string) {
      const happening = {
        kind: "member.reacted",
        memberId,
        placeId,
        postId: (lastPosts.at(-1) ?? "") as PostId,
        emoji,
        added: true,
      } as const;
      await happen(memberId, "discord", happening, (situation) => change(situation));
    },

    async ends() {
      const closed = { kind: "transport.closed", transportConversationId: transport(at()) } as const;
      await happen(memberId, "transport", closed, (situation) =>
        change(situation, {
          answering: "ended",
          endedAt: clock.now,
          desk: {
            ...at().desk,
            work: at().desk.work.map((work) => ({ ...work, stage: "over" })),
            end: "done",
          },
        }),
      );
      current = null;
    },
  };
  return self;
}
