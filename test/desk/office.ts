import { onTestFinished } from "vitest";
import { nextStatuses } from "../../src/cases/status.ts";
import { createDesk, type DeskOptions } from "../../src/desk/desk.ts";
import { loadAssets } from "../../src/desk/assets.ts";
import { createDeskLinks } from "../../src/desk/links.ts";
import type { DeskActions } from "../../src/desk/ports.ts";
import type { Conversation } from "../../src/domain/conversation.ts";
import type { Route } from "../../src/domain/door.ts";
import type { CaseNumber, MemberId, TaskId, WorkerId } from "../../src/domain/ids.ts";
import { silentLog } from "../../src/domain/log.ts";
import { openHttp } from "../../src/http/server.ts";
import { changeInTurn } from "../../src/operator/cases.ts";
import { openSqlite } from "../../src/store/sqlite/open.ts";
import { openReader } from "../../src/store/sqlite/reader/open.ts";
import type { Store } from "../../src/store/store.ts";
import { caseRules } from "../cases/rules.ts";
import { caseOf, ensure, opening, wrote } from "../contract/store/samples.ts";

const SECRET = "a secret for tests, long enough to be one";
export const KEY = new Uint8Array(32).fill(7);
export const MINUTE = 60_000;

/** The desk over a real ledger and real sockets, at a time of the test's own. */
export interface Office {
  /** What stands before `/desk`. */
  readonly url: string;
  readonly store: Store;
  readonly clock: { now: number };
  /** A member asks for a human, and Alex takes the task. */
  talk(memberId: MemberId, task: string): Promise<CaseNumber>;
  /** Something else becomes of the member's newest conversation. */
  becomes(memberId: MemberId, change: (found: Conversation) => Partial<Conversation>): Promise<void>;
  /** What goes out toward the agents is given up. */
  givesUp(memberId: MemberId): Promise<number>;
  link(number: CaseNumber, task: string): string;
  case(number: number): string;
}

export async function openOffice(path: string, options: Partial<DeskOptions> = {}): Promise<Office> {
  const clock = { now: 1_780_000_000_000 };
  const now = () => clock.now;
  const store = await openSqlite({ path, secret: SECRET, now, log: silentLog });
  onTestFinished(() => store.close());
  const reader = openReader({ path, secret: SECRET, oldSecrets: [] });
  onTestFinished(() => reader.close());
  const going = new AbortController();
  let desk: readonly Route[] = [];
  const http = await openHttp({
    host: "127.0.0.1",
    port: 0,
    log: silentLog,
    routes: DOORS.map(([method, path]) => ({
      method,
      path,
      handle: async (request) =>
        (await desk.find((one) => one.method === method && one.path === path)?.handle(request)) ?? {
          status: 503,
        },
    })),
    readiness: () => Promise.resolve({ ready: true }),
    signal: going.signal,
  });
  onTestFinished(() => http.close());
  desk = createDesk({
    reader: reader.desk,
    actions: actionsOn(store, now),
    files: null,
    staff: null,
    key: KEY,
    publicUrl: http.url,
    frameAncestors: [],
    assets: loadAssets(),
    now,
    log: silentLog,
    signal: going.signal,
    ...options,
  });
  const urlOf = createDeskLinks({ key: KEY, publicUrl: http.url });
  return {
    url: http.url,
    store,
    clock,
    ...townOf(store, clock),
    link: (number, task) => urlOf(number, task as TaskId),
    case: (number) => urlOf(number as CaseNumber, null),
  };
}

const DOORS = [
  ["GET", "/desk"],
  ["GET", "/desk/*"],
  ["POST", "/desk/*"],
] as const;

function townOf(store: Store, clock: { now: number }): Pick<Office, "talk" | "becomes" | "givesUp"> {
  let count = 0;
  const hear = async (memberId: MemberId) => {
    count += 1;
    await store.ledger.accept([wrote(memberId, String(1_000_000 + count))]);
  };
  return {
    async talk(memberId, task) {
      await hear(memberId);
      const taskId = task as TaskId;
      const agent = { workerId: "WK1" as WorkerId, name: "Alex Rivers", picture: null, author: "alex" };
      await store.ledger.decideNext(memberId, (situation) => {
        const { nextCaseNumber } = situation;
        const make = opening(
          (known, conversation) => ({
            changedCase: caseOf(known, conversation),
            effects: [ensure(conversation.id)],
          }),
          {
            answering: "agent",
            taskId,
            caseNumber: nextCaseNumber,
            desk: {
              work: [{ taskId, stage: "taken", agent }],
              talk: "fresh",
              queue: null,
              guests: [],
              preferred: null,
              about: null,
              end: null,
            },
          },
        );
        return make(situation);
      });
      const [latest] = store.caseReader.list(
        {
          statuses: [],
          kind: null,
          priority: null,
          memberId,
          assignee: null,
          tag: null,
          conversation: null,
          since: null,
          words: [],
        },
        { before: null, limit: 1 },
      );
      if (latest === undefined) throw new Error("no case was opened");
      return latest.number;
    },
    async becomes(memberId, change) {
      await hear(memberId);
      await store.ledger.decideNext(memberId, ({ conversation }) => {
        if (conversation === null) throw new Error("there is no conversation");
        const changed = { ...conversation, ...change(conversation) };
        return { ignored: null, conversation: changed, effects: [], timers: [] };
      });
      clock.now += 1;
    },
    async givesUp(memberId) {
      const claim = await store.ledger.claim({ memberId, direction: "agent" });
      if (claim.state !== "due") throw new Error("nothing is due");
      const { Failure } = await import("../../src/domain/failure.ts");
      const failure = new Failure("twilio.refused", "it was refused");
      await store.ledger.settle(claim.due.effectId, { outcome: "parked", failure });
      return claim.due.effectId;
    },
  };
}

/** What the daemon does, without anybody to ring. */
function actionsOn(store: Store, now: () => number): DeskActions {
  return {
    nextStatuses,
    async changeCase(number, wanted, { id, name }) {
      const actor = { by: "staff", id, name } as const;
      await store.cases.change(number, (found) =>
        changeInTurn(caseRules, found, wanted(found), { actor, now: now() }),
      );
    },
    replay: async (effectId) => (await store.repair.unsettle([effectId])).length > 0,
  };
}
