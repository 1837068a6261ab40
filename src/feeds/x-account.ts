import type { NewsItem, Reading, Validators } from "../community/ports.ts";
import { Failure } from "../domain/failure.ts";
import type { EpochMs } from "../domain/ids.ts";
import { get } from "./get.ts";
import type { Resolve } from "./checked-lookup.ts";
import { plainText } from "./plain-text.ts";
import { statusFailure } from "./status.ts";

export interface XAccess {
  /** Where its API lives, without the version: `https://api.x.com`. */
  readonly api: string;
  /** Whether that is on this machine. */
  readonly loopback: boolean;
  /** Reads what is public, as the app that it belongs to. */
  readonly bearerToken: string;
}

interface Asking {
  readonly access: XAccess;
  readonly userAgent: string;
  readonly resolve: Resolve;
  readonly now: () => EpochMs;
  readonly signal: AbortSignal;
}

/** Between 5 and 100 (documented). Every post that is read is paid for, so no more than what a visit may announce. */
const POSTS = 5;

/** Reads accounts of X through its API v2: original posts alone, no replies and no reposts. */
export function createXReader() {
  const ids = new Map<string, string>();
  const idOf = async (account: string, asking: Asking): Promise<string> => {
    const known = ids.get(account);
    if (known !== undefined) return known;
    const { data } = await ask(`/2/users/by/username/${encodeURIComponent(account)}`, asking);
    const id = fieldOf(data, "id");
    if (id === null) {
      throw new Failure("feed.unavailable", "X knows no such account.", {
        where: `@${account}`,
        fix: "Correct the account's name, or take it out.",
      });
    }
    ids.set(account, id);
    return id;
  };

  return async (account: string, validators: Validators | null, asking: Asking): Promise<Reading> => {
    const newestId = validators?.newestId ?? null;
    const query = new URLSearchParams({
      max_results: String(POSTS),
      exclude: "replies,retweets",
      "tweet.fields": "created_at",
      ...(newestId === null ? {} : { since_id: newestId }),
    });
    const { data } = await ask(`/2/users/${await idOf(account, asking)}/tweets?${query.toString()}`, asking);
    const items = Array.isArray(data) ? data.flatMap((post: unknown) => itemOf(post, account) ?? []) : [];
    const [newest] = items;
    if (newest === undefined && newestId !== null) return { state: "unchanged" };
    return {
      state: "read",
      items,
      validators: { etag: null, lastModified: null, newestId: newest?.id ?? newestId },
    };
  };
}

/** One question. It follows no redirect: the token is for X alone. */
async function ask(path: string, asking: Asking): Promise<{ readonly data?: unknown }> {
  const { access, userAgent, resolve, now, signal } = asking;
  const url = new URL(`${access.api}${path}`);
  const headers = { authorization: `Bearer ${access.bearerToken}`, "user-agent": userAgent };
  const got = await get(url, { headers, trusted: access.loopback, resolve, signal });
  if (got.status !== 200) throw statusFailure(got, url.host, now());
  try {
    const answer: unknown = JSON.parse(got.body.toString("utf8"));
    if (typeof answer === "object" && answer !== null) return answer;
  } catch {
    // Told below.
  }
  throw new Failure("feed.invalid", "X answers in a form that nobody knows.", { where: url.host });
}

function itemOf(post: unknown, account: string): NewsItem | null {
  const id = fieldOf(post, "id");
  if (id === null || !/^\d{1,20}$/u.test(id)) return null;
  const at = Date.parse(fieldOf(post, "created_at") ?? "");
  return {
    id,
    title: null,
    summary: plainText(fieldOf(post, "text") ?? ""),
    author: `@${account}`,
    link: `https://x.com/${account}/status/${id}`,
    publishedAt: Number.isNaN(at) ? null : at,
  };
}

function fieldOf(value: unknown, name: string): string | null {
  if (typeof value !== "object" || value === null) return null;
  const found = (value as Readonly<Record<string, unknown>>)[name];
  return typeof found === "string" ? found : null;
}
