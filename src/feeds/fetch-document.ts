import { Failure } from "../domain/failure.ts";
import { get, type GetOptions, type Got } from "./get.ts";

const MOST_REDIRECTS = 5;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);

/**
 * Gets a document wherever its address leads, each step checked as the first one was. Private addresses are in order
 * at the address's own host and port only; nothing leads there, and nothing leads from https to http.
 */
export async function fetchDocument(address: string, options: GetOptions): Promise<Got> {
  const first = urlOf(address, null);
  let url = first;
  for (let count = 0; count <= MOST_REDIRECTS; count += 1) {
    const trusted = options.trusted && url.host === first.host;
    const got = await get(url, { ...options, trusted });
    const { location } = got.headers;
    if (!REDIRECTS.has(got.status) || location === undefined) return got;
    url = urlOf(location, url);
  }
  throw new Failure("feed.refused", `A source leads on more than ${MOST_REDIRECTS} times.`, {
    where: first.host,
    fix: "Name the address that it leads to in the end.",
  });
}

function urlOf(address: string, from: URL | null): URL {
  const url = URL.parse(address, from?.href);
  const isWeb = url?.protocol === "https:" || (url?.protocol === "http:" && from?.protocol !== "https:");
  if (url !== null && isWeb && url.username === "" && url.password === "") return url;
  throw new Failure("feed.refused", "A source leads to an address that is not followed.", {
    where: from?.host ?? "announcements.sources",
    fix: "It has to be http or https, without a name or password in it, and never from https to http.",
  });
}
