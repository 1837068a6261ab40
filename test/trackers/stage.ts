import { join } from "node:path";
import { onTestFinished } from "vitest";
import { wantedCase } from "../cases/samples.ts";
import type { Actor, CaseAction, CaseKind, NewCase } from "../../src/domain/case.ts";
import type { Clock } from "../../src/domain/clock.ts";
import type { CaseNumber, MemberId } from "../../src/domain/ids.ts";
import { silentLog } from "../../src/domain/log.ts";
import { createGitHubClient } from "../../src/github/client.ts";
import { createGitHubNews } from "../../src/github/news.ts";
import { createGitHubTracker } from "../../src/github/tracker.ts";
import type { Store } from "../../src/store/store.ts";
import { createTexts } from "../../src/texts/texts.ts";
import type { Mirror } from "../../src/trackers/outbox.ts";
import type { Tracker, TrackerStore } from "../../src/trackers/ports.ts";
import { startTrackers } from "../../src/trackers/trackers.ts";
import { caseRules } from "../cases/rules.ts";
import { MIA, NOAH, wrote } from "../contract/store/samples.ts";
import { GITHUB_TOKEN, type GitHubServer, REPOSITORY } from "../github/github-server.ts";
import { temporaryFolder } from "../store/sqlite/folder.ts";
import { open } from "../store/sqlite/setup.ts";

const folder = temporaryFolder();
let count = 0;
const mia: Actor = { by: "member", memberId: MIA, name: "Mia Secret" };
const staff: Actor = { by: "operator", name: "Alex" };
/** What the tracker is called. */
export const KEY = "engineering";

/** A real store with the mirrors of its cases, on a clock in whose seconds minutes pass. */
export async function openMirror(gitHub: GitHubServer | Tracker, clock: Clock) {
  const path = join(folder, `trackers-${(count += 1)}.sqlite`);
  let store = await open(path, { now: () => clock.now() });
  onTestFinished(() => store.close());
  await store.ledger.accept([wrote(MIA, "1"), wrote(NOAH, "2")]);
  const rung: MemberId[] = [];
  const sides = "tell" in gitHub ? { tracker: gitHub, news: null } : gitHubSides(gitHub, clock);
  const start = (names = false, trackers: TrackerStore = store.trackers) => {
    const kinds: readonly CaseKind[] = ["bug", "feature"];
    const mirror: Mirror = {
      key: KEY,
      ...sides,
      kinds,
      wording: { texts: createTexts({ locale: "en" }), names },
    };
    return startTrackers([mirror], {
      store: trackers,
      rules: caseRules,
      clock,
      log: silentLog,
      onNews: (members) => void rung.push(...members),
    });
  };
  const change = async (number: CaseNumber, action: CaseAction, actor = staff) => {
    await store.cases.change(number, (found) => caseRules.change(found, action, actor, clock.now()));
  };
  return {
    clock,
    start,
    change,
    /** Whose lanes were told that there is something to decide. */
    rung,
    store: (): Store => store,
    async reopen() {
      await store.close();
      store = await open(path, { now: () => clock.now() });
    },
    async bug(facts: Partial<NewCase> = {}): Promise<CaseNumber> {
      const wanted = wantedCase(MIA, { title: "It crashes", description: "When I land.", ...facts });
      const { changed } = await store.cases.open((number) =>
        caseRules.open(number, wanted, mia, clock.now()),
      );
      return changed.case.number;
    },
    /** Whether nothing waits any more. */
    isDone: async () => (await store.trackers.next(KEY)) === null,
  };
}

export type MirrorStage = Awaited<ReturnType<typeof openMirror>>;

function gitHubSides({ url }: GitHubServer, clock: Clock) {
  const client = createGitHubClient({ api: url, token: GITHUB_TOKEN, version: "0" });
  const options = { client, repository: REPOSITORY, labels: ["from-discord"], clock };
  return { tracker: createGitHubTracker(options), news: createGitHubNews(options) };
}

/** The first start of all begins from now; lets it. */
export async function met(stage: MirrorStage): Promise<void> {
  await stage.store().trackers.gather(KEY, [], () => []);
}
