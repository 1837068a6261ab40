export interface Issue {
  readonly number: number;
  readonly made: number;
  readonly login: string;
  readonly body: string;
  readonly labels: readonly string[];
  title: string;
  state: "open" | "closed";
  reason: string | null;
  updated: number;
}

export interface Comment {
  readonly id: number;
  readonly issue: number;
  readonly login: string;
  readonly body: string;
  readonly made: number;
  updated: number;
}

/** Somebody closed an issue, or opened it again. */
interface Moved {
  readonly id: number;
  readonly issue: number;
  readonly login: string;
  readonly event: "closed" | "reopened";
  readonly made: number;
}

export interface Book {
  readonly repository: string;
  readonly issues: Issue[];
  readonly comments: Comment[];
  readonly moves: Moved[];
  readonly removed: Set<number>;
  /** GitHub's times are whole seconds; here each change takes one. */
  seconds: number;
  nextId: number;
}

interface Asking {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly body: unknown;
  readonly login: string;
  readonly base: string;
}

interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: unknown;
}

const LONGEST = 65_536;
const BEGAN = Math.floor(Date.now() / 1000) * 1000;

export const refused = (status: number, message: string): Answer => ({ status, body: { message } });

/** What GitHub answers, and what becomes of the repository. */
export function answerTo(book: Book, asking: Asking): Answer {
  const url = new URL(asking.path, "http://github.test");
  const root = `/repos/${book.repository}`;
  if (url.pathname === root && asking.method === "GET")
    return { status: 200, body: { full_name: book.repository } };
  if (url.pathname === `${root}/issues`)
    return asking.method === "POST"
      ? makeIssue(book, asking)
      : paged(listIssues(book, url, asking), url, asking);
  if (url.pathname === `${root}/issues/comments` && asking.method === "GET")
    return paged(
      ordered(
        since(
          book.comments.map((one) => shownComment(one, asking.base, book)),
          url,
        ),
        url,
      ),
      url,
      asking,
    );
  const [, number = "", part] = /\/issues\/(\d+)(\/comments|\/events)?$/u.exec(url.pathname) ?? [];
  const issue = book.issues.find((one) => String(one.number) === number);
  if (!url.pathname.startsWith(`${root}/`) || issue === undefined) return refused(404, "Not Found");
  if (book.removed.has(issue.number)) return refused(410, "This issue was deleted");
  if (part === undefined) {
    if (asking.method === "PATCH") changeIssue(book, issue, asking);
    return { status: 200, body: shownIssue(issue, asking.base, book) };
  }
  if (part === "/events")
    return paged(book.moves.filter((one) => one.issue === issue.number).map(shownMove), url, asking);
  if (asking.method === "POST") return makeComment(book, issue, asking);
  const said = book.comments
    .filter((one) => one.issue === issue.number)
    .map((one) => shownComment(one, asking.base, book));
  return paged(since(said, url), url, asking);
}

function makeIssue(book: Book, { body: given, login, base }: Asking): Answer {
  const { title, body, labels } = given as { title: string; body: string; labels?: readonly string[] };
  if (title === "" || title.length > 256 || body.length > LONGEST) return refused(422, "Validation Failed");
  const at = tick(book);
  const number = book.issues.length + 1;
  const issue: Issue = {
    number,
    made: at,
    login,
    body,
    title,
    labels: labels ?? [],
    state: "open",
    reason: null,
    updated: at,
  };
  book.issues.push(issue);
  return { status: 201, body: shownIssue(issue, base, book) };
}

function changeIssue(book: Book, issue: Issue, { body, login }: Asking): void {
  const change = body as Readonly<Record<string, string>>;
  const { state } = change;
  issue.updated = tick(book);
  if ((state === "open" || state === "closed") && state !== issue.state) {
    issue.state = state;
    issue.reason = state === "closed" ? (change["state_reason"] ?? "completed") : "reopened";
    const event = state === "closed" ? "closed" : "reopened";
    book.moves.push({ id: (book.nextId += 1), issue: issue.number, login, event, made: issue.updated });
  }
  issue.title = change["title"] ?? issue.title;
}

function makeComment(book: Book, issue: Issue, { body: given, login, base }: Asking): Answer {
  const { body } = given as { body: string };
  if (body.trim() === "" || body.length > LONGEST) return refused(422, "Validation Failed");
  const made = tick(book);
  const id = (book.nextId += 1);
  const comment: Comment = { id, issue: issue.number, login, body, made, updated: made };
  book.comments.push(comment);
  issue.updated = comment.made;
  return { status: 201, body: shownComment(comment, base, book) };
}

/** Somebody changes what they said. */
export function touchComment(book: Book, id: number): void {
  const comment = book.comments.find((one) => one.id === id);
  if (comment !== undefined) comment.updated = tick(book);
}

function tick(book: Book): number {
  book.seconds += 1;
  return BEGAN + book.seconds * 1000;
}

type Shown = Readonly<Record<string, unknown>> & { readonly updated_at: string };

const listIssues = (book: Book, url: URL, { base }: Asking): readonly Shown[] => {
  const state = url.searchParams.get("state") ?? "open";
  const all = book.issues
    .filter((issue) => !book.removed.has(issue.number) && (state === "all" || issue.state === state))
    .map((issue) => shownIssue(issue, base, book));
  return ordered(since(all, url), url);
};

/** What is listed by creation stands so already. */
function ordered(all: readonly Shown[], url: URL): readonly Shown[] {
  const byChange = (one: Shown, other: Shown) => one.updated_at.localeCompare(other.updated_at);
  const sorted = url.searchParams.get("sort") === "updated" ? all.toSorted(byChange) : all;
  return url.searchParams.get("direction") === "asc" ? sorted : sorted.toReversed();
}

/** Those changed since then: not those made. */
function since(all: readonly Shown[], url: URL): readonly Shown[] {
  const from = Date.parse(url.searchParams.get("since") ?? "");
  return Number.isNaN(from) ? all : all.filter((one) => Date.parse(one.updated_at) >= from);
}

function paged(all: readonly unknown[], url: URL, { base }: Asking): Answer {
  // A page of the tests is small, so that there are several.
  const size = Math.min(Number(url.searchParams.get("per_page") ?? 30), 3);
  const page = Number(url.searchParams.get("page") ?? 1);
  const next = new URL(url.pathname + url.search, base);
  next.searchParams.set("page", String(page + 1));
  const more = all.length > page * size;
  const body = all.slice((page - 1) * size, page * size);
  return { status: 200, headers: more ? { link: `<${next.href}>; rel="next"` } : {}, body };
}

const isoOf = (at: number): string => new Date(at).toISOString().replace(".000Z", "Z");

function shownIssue(issue: Issue, base: string, { repository }: Book): Shown {
  return {
    number: issue.number,
    html_url: `${base}/${repository}/issues/${issue.number}`,
    title: issue.title,
    body: issue.body,
    state: issue.state,
    state_reason: issue.reason,
    labels: issue.labels.map((name) => ({ name })),
    user: { login: issue.login },
    created_at: isoOf(issue.made),
    updated_at: isoOf(issue.updated),
  };
}

function shownComment(
  { id, issue, login, body, made, updated }: Comment,
  base: string,
  { repository }: Pick<Book, "repository">,
): Shown {
  return {
    id,
    body,
    user: { login },
    html_url: `${base}/${repository}/issues/${issue}#issuecomment-${id}`,
    issue_url: `${base}/repos/${repository}/issues/${issue}`,
    created_at: isoOf(made),
    updated_at: isoOf(updated),
  };
}

function shownMove({ id, login, event, made }: Moved) {
  return { id, event, actor: { login }, created_at: isoOf(made) };
}
