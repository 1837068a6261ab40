import { type Clock, sleep } from "../domain/clock.ts";
import { asFailure, Failure } from "../domain/failure.ts";
import type { TrackedIssue, Tracker, TrackerLine } from "../trackers/ports.ts";
import type { GitHubClient } from "./client.ts";
import type { GitHubAnswer, GitHubRequest } from "./exchange.ts";
import { findComment, findIssue } from "./find.ts";
import { fieldOf, issueOf, numberOf } from "./shapes.ts";
import { marked, titleOf } from "./text.ts";

export interface GitHubTrackerOptions {
  readonly client: GitHubClient;
  /** As `owner/name`. */
  readonly repository: string;
  /** Names of labels that our issues get. Whoever may not push gets none: GitHub leaves them out, or refuses new ones. */
  readonly labels: readonly string[];
  readonly clock: Clock;
}

/** What GitHub asks for between two requests that change something (docs.github.com, best practices). */
const PAUSE_MS = 1_000;

type Issue = Pick<TrackedIssue, "id">;

/** Mirrors cases to the issues of one repository. */
export function createGitHubTracker(options: GitHubTrackerOptions): Tracker {
  const { client, repository, labels } = options;
  const write = createWriter(options);
  const pathOf = ({ id }: Issue) => `/repos/${repository}/issues/${id}`;

  const open = async (line: TrackerLine, signal: AbortSignal): Promise<TrackedIssue> => {
    if (line.inDoubt) {
      const found = await findIssue(client, repository, { key: line.key, since: line.madeAt }, signal);
      if (found !== null) return found;
    }
    const title = titleOf(line.title);
    const body = marked(line.case.number, line.key, line.text);
    const answer = await write(
      { method: "POST", path: `/repos/${repository}/issues`, body: { title, body, labels } },
      signal,
    );
    return understood(issueOf(answer.body));
  };

  const comment = async (line: TrackerLine, issue: Issue, signal: AbortSignal): Promise<string | null> => {
    const path = pathOf(issue);
    if (line.inDoubt) {
      const found = await findComment(client, path, { key: line.key, since: line.madeAt }, signal);
      if (found !== null) return found;
    }
    const body = marked(line.case.number, line.key, line.text);
    const answer = await write({ method: "POST", path: `${path}/comments`, body: { body } }, signal);
    return numberOf(fieldOf(answer.body, "id"));
  };

  const change = async (issue: Issue, body: GitHubRequest["body"] & object, signal: AbortSignal) => {
    const answer = await write({ method: "PATCH", path: pathOf(issue), body }, signal);
    return understood(issueOf(answer.body));
  };

  /** A repository that is there and an issue that is not: somebody deleted it or moved it away. */
  const goneOr = async (failure: Failure, signal: AbortSignal): Promise<Failure> => {
    if (failure.code !== "tracker.not-found") return failure;
    await client({ method: "GET", path: `/repos/${repository}` }, signal);
    return new Failure("tracker.gone", "The issue is not there any more.", { cause: failure });
  };

  const follow = async (line: TrackerLine, issue: TrackedIssue, signal: AbortSignal) => {
    const isRenamed = line.kind === "renamed";
    if (isRenamed) await change(issue, { title: titleOf(line.title) }, signal);
    const commentId = isRenamed ? null : await comment(line, issue, signal);
    // How else it stands now was not our doing, and is heard of otherwise.
    if (isRenamed || line.kind === "noted") return { issue, commentId };
    try {
      return { issue: await change(issue, stateOf(line), signal), commentId };
    } catch (thrown) {
      throw half(asFailure(thrown));
    }
  };

  return {
    async tell(line, signal) {
      if (line.kind === "opened") return { issue: await open(line, signal), commentId: null };
      if (line.issue === null) throw new Failure("tracker.gone", "The case has no issue.");
      try {
        return await follow(line, line.issue, signal);
      } catch (thrown) {
        throw await goneOr(asFailure(thrown), signal);
      }
    },
  };
}

function stateOf({ kind, solved }: TrackerLine) {
  if (kind === "reopened") return { state: "open" };
  return { state: "closed", state_reason: solved ? "completed" : "not_planned" };
}

/** The comment stands and the rest failed: the next try has to look for it. */
function half({ code, message, fix, retryAfterMs, cause }: Failure): Failure {
  return new Failure(code, message, {
    certain: false,
    cause,
    ...(fix === undefined ? {} : { fix }),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  });
}

function understood(issue: TrackedIssue | null): TrackedIssue {
  if (issue !== null) return issue;
  throw new Failure("tracker.unavailable", "GitHub's answer describes no issue.");
}

/** Writes in turn, with the pause that GitHub asks for. */
function createWriter({ client, clock }: GitHubTrackerOptions): GitHubClient {
  let freeAt = Number.NEGATIVE_INFINITY;
  return async (request, signal): Promise<GitHubAnswer> => {
    const wait = freeAt - clock.now();
    if (wait > 0) await sleep(clock, wait, signal);
    try {
      return await client(request, signal);
    } finally {
      freeAt = clock.now() + PAUSE_MS;
    }
  };
}
