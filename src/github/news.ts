import type { EpochMs } from "../domain/ids.ts";
import type { Heard, NewsReader, TrackerNews } from "../trackers/ports.ts";
import { type GitHubClient, nextPage } from "./client.ts";
import { createList } from "./list.ts";
import { fieldOf, issueOf, numberOf, textOf, timeOf } from "./shapes.ts";
import { keyIn } from "./text.ts";

export interface GitHubNewsOptions {
  readonly client: GitHubClient;
  /** As `owner/name`. */
  readonly repository: string;
}

/** Lists may show a change a little later than its time says (assumed): the end of what was read is read again. */
const LATE_MS = 60_000;
/** GitHub's name for accounts that are gone. */
const NOBODY = "ghost";

/** Reads in a repository's issues and comments what its webhooks told while nobody listened. */
export function createGitHubNews({ client, repository }: GitHubNewsOptions): TrackerNews {
  const issues = createList(client);
  const comments = createList(client);
  return {
    async read(since, reader, signal) {
      const from = since - LATE_MS;
      const root = `/repos/${repository}/issues`;
      const query = `sort=updated&direction=asc&since=${encodeURIComponent(new Date(from).toISOString())}`;
      const keys = new Map<string, string | null>();
      const seen = await issues.read(`${root}?state=all&${query}`, signal, async (item) => {
        const heard = await issueNews(item, { client, repository, keys, reader }, signal);
        if (heard !== null) await reader.hear(heard);
      });
      const said = await comments.read(`${root}/comments?${query}`, signal, async (item) => {
        const heard = commentNews(item, repository, { from, keys });
        if (heard !== null && (await reader.known(heard.issueId, heard.issueKey)) !== null)
          await reader.hear(heard);
      });
      if (seen === null && said === null) return null;
      const lists = [seen, said].filter((list) => list !== null);
      const parts = lists.filter((list) => !list.isWhole);
      if (parts.length === 0)
        return { upTo: Math.max(since, ...lists.map(({ newest }) => newest)), more: false };
      // Of very many changes at one time the next look has to begin somewhere.
      return { upTo: Math.max(since + 1_000, Math.min(...parts.map(({ newest }) => newest))), more: true };
    },
  };
}

interface Reading extends GitHubNewsOptions {
  /** By issue, as far as they were read. */
  readonly keys: Map<string, string | null>;
  readonly reader: NewsReader;
}

async function issueNews(
  item: unknown,
  { client, repository, keys, reader }: Reading,
  signal: AbortSignal,
): Promise<Heard | null> {
  const issue = issueOf(item);
  if (issue === null || fieldOf(item, "pull_request") !== undefined) return null;
  const issueKey = keyIn(textOf(fieldOf(item, "body")));
  keys.set(issue.id, issueKey);
  const known = await reader.known(issue.id, issueKey);
  if (known === null) return null;
  const isMoved = known !== issue.state;
  const kind = issue.state === "closed" ? "closed" : "reopened";
  return {
    id: `read ${issue.id} ${issue.at} ${issue.state}`,
    issueId: issue.id,
    issueUrl: issue.url,
    issueKey,
    at: issue.at,
    by: isMoved ? await whoMoved(client, `/repos/${repository}/issues/${issue.id}`, kind, signal) : NOBODY,
    where: `${repository}#${issue.id}`,
    what: { kind: isMoved ? kind : "unchanged" },
  };
}

/** Longer histories belong to issues that were moved many times: who did it first is not who did it last. */
const MOST_PAGES = 20;

/** The account that closed an issue, or opened it again, last. */
async function whoMoved(
  client: GitHubClient,
  issuePath: string,
  kind: "closed" | "reopened",
  signal: AbortSignal,
): Promise<string> {
  let login = NOBODY;
  let path: string | null = `${issuePath}/events?per_page=100`;
  for (let page = 0; path !== null && page < MOST_PAGES; page += 1) {
    const answer = await client({ method: "GET", path }, signal);
    const events = Array.isArray(answer.body) ? (answer.body as readonly unknown[]) : [];
    const last = events.findLast((event) => fieldOf(event, "event") === kind);
    if (last !== undefined) login = textOf(fieldOf(fieldOf(last, "actor"), "login")) || NOBODY;
    path = nextPage(answer);
  }
  return login;
}

function commentNews(
  item: unknown,
  repository: string,
  { from, keys }: { readonly from: EpochMs; readonly keys: Reading["keys"] },
): Heard | null {
  const commentId = numberOf(fieldOf(item, "id"));
  const issueId = /\/issues\/(\d+)$/u.exec(textOf(fieldOf(item, "issue_url")))?.[1] ?? null;
  const at = timeOf(fieldOf(item, "created_at"));
  // What is older was heard, and changed now.
  if (commentId === null || issueId === null || at === null || at < from) return null;
  const text = textOf(fieldOf(item, "body"));
  return {
    id: `read comment ${commentId}`,
    issueId,
    issueUrl: textOf(fieldOf(item, "html_url")).split("#", 1)[0] ?? "",
    issueKey: keys.get(issueId) ?? null,
    at,
    by: textOf(fieldOf(fieldOf(item, "user"), "login")) || NOBODY,
    where: `${repository}#${issueId}`,
    what: { kind: "comment", commentId, text, key: keyIn(text) },
  };
}
