import { describe, expect, it } from "vitest";
import type { Earlier } from "../../src/bridge/ports.ts";
import type { MemberFile } from "../../src/domain/content.ts";
import type { Happening } from "../../src/domain/event.ts";
import {
  conversation,
  conversationId,
  decideOn,
  facts,
  memberFile,
  memberId,
  NOW,
  placeId,
  post,
  posts,
  transportConversationId,
  transportMessage,
} from "./builders.ts";

const talking = { conversation: conversation({ answering: "agent" }) };

const earlier = (text: string, fields: Partial<Earlier> = {}): Earlier => ({
  text,
  at: NOW - 1000,
  deleted: false,
  files: [],
  ...fields,
});
const edited = (text: string, files: readonly MemberFile[] = []): Happening => ({
  kind: "member.edited",
  ...facts,
  placeId,
  postId: post(1),
  text,
  ...(files.length === 0 ? {} : { content: { files } }),
});

describe("a member's change of a message", () => {
  it("changes the line, and takes back the files that it holds no more", () => {
    const files = [
      { part: 2, file: memberFile("b") },
      { part: 3, file: memberFile("c") },
    ];
    const about = { direction: "agent", conversationId, postId: post(1) };
    const decision = decideOn(edited("new", [memberFile("c")]), {
      ...talking,
      earlier: earlier("old", { files }),
    });
    expect(decision.effects).toEqual([
      { kind: "post.edit", ...about, before: "old", text: "new" },
      { kind: "post.remove", ...about, before: null, part: 2, fileName: "b.png" },
    ]);
    const same = decideOn(edited("old", [memberFile("b"), memberFile("c")]), {
      ...talking,
      earlier: earlier("old", { files }),
    });
    expect(same).toMatchObject({ ignored: expect.stringMatching(/nothing has changed/), effects: [] });
  });

  it("gives words to what had none, and takes the last ones away", () => {
    const files = [{ part: 1, file: memberFile("a") }];
    const first = decideOn(edited("now with words", [memberFile("a")]), {
      ...talking,
      earlier: earlier("", { files }),
    });
    expect(posts(first)).toMatchObject([{ voice: "member", text: "now with words", postId: post(1) }]);
    const last = decideOn(edited("", [memberFile("a")]), {
      ...talking,
      earlier: earlier("words", { files }),
    });
    expect(last.effects).toMatchObject([{ kind: "post.remove", part: 0, before: "words" }]);
  });

  it("that is older than what is known changes nothing", () => {
    const known = earlier("newest", { at: NOW });
    expect(decideOn(edited("older"), { ...talking, earlier: known }, {}, NOW - 1)).toMatchObject({
      ignored: "a later version of it came first",
    });
    expect(decideOn(edited("as late"), { ...talking, earlier: known }).ignored).toBeNull();
  });

  it("is told the agent once it is done, also that a file is gone", () => {
    const changed = { kind: "line.changed", memberId, conversationId, before: null, after: null } as const;
    const [notice] = posts(decideOn({ ...changed, fileName: "b.png" }, talking));
    expect(notice?.text).toBe("Mia took a file off a message: b.png");
  });
});

it("an agent's older change, which comes late, changes nothing", () => {
  const line = {
    kind: "agent.edited",
    transportConversationId,
    transportMessageId: transportMessage(1),
    index: 0,
    author: "alex",
    text: "older",
  } as const;
  const known = { ...talking, earlier: earlier("newest", { at: NOW }) };
  expect(decideOn(line, known, {}, NOW - 1).ignored).toBe("a later version of it came first");
  expect(decideOn({ ...line, text: "later" }, known, {}, NOW + 1).effects).toMatchObject([
    { kind: "say.edit", text: "later" },
  ]);
});
