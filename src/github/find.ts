import type { EpochMs } from "../domain/ids.ts";
import type { TrackedIssue } from "../trackers/ports.ts";
import { type GitHubClient, nextPage } from "./client.ts";
import { fieldOf, issueOf, numberOf, textOf, timeOf } from "./shapes.ts";
import { keyIn } from "./text.ts";

/** How far the two clocks may be apart. */
const MARGIN_MS = 60 * 60_000;
const PER_PAGE = 50;
/** Of a repository in which thousands of issues were opened meanwhile, the newest. */
const MOST_PAGES = 60;

/**
 * The issue that holds a key, of those opened since a time. The list is read and not the search, whose index follows
 * some time later.
 */
export async function findIssue(
  client: GitHubClient,
  repository: string,
  { key, since }: { readonly key: string; readonly since: EpochMs },
  signal: AbortSignal,
): Promise<TrackedIssue | null> {
  const from = since - MARGIN_MS;
  const query = `state=all&sort=created&direction=desc&per_page=${PER_PAGE}&since=${isoOf(from)}`;
  for await (const item of listed(client, `/repos/${repository}/issues?${query}`, signal)) {
    if (keyIn(textOf(fieldOf(item, "body"))) === key) return issueOf(item);
    const made = timeOf(fieldOf(item, "created_at"));
    if (made !== null && made < from) return null;
  }
  return null;
}

/** The comment of an issue that holds a key; null when there is none. */
export async function findComment(
  client: GitHubClient,
  issuePath: string,
  { key, since }: { readonly key: string; readonly since: EpochMs },
  signal: AbortSignal,
): Promise<string | null> {
  const query = `per_page=${PER_PAGE}&since=${isoOf(since - MARGIN_MS)}`;
  for await (const item of listed(client, `${issuePath}/comments?${query}`, signal)) {
    if (keyIn(textOf(fieldOf(item, "body"))) === key) return numberOf(fieldOf(item, "id"));
  }
  return null;
}

async function* listed(client: GitHubClient, first: string, signal: AbortSignal): AsyncGenerator {
  let path: string | null = first;
  for (let page = 0; path !== null && page < MOST_PAGES; page += 1) {
    const answer = await client({ method: "GET", path }, signal);
    if (Array.isArray(answer.body)) yield* answer.body as readonly unknown[];
    path = nextPage(answer);
  }
}

const isoOf = (at: EpochMs): string => encodeURIComponent(new Date(at).toISOString());
