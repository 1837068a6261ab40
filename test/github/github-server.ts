import { createHash, createHmac, randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";
import { answerTo, type Book, type Comment, type Issue, refused, touchComment } from "./github-routes.ts";

export const GITHUB_TOKEN = "github_token_of_the_tests";
export const GITHUB_WEBHOOK_SECRET = "webhook_secret_of_the_tests";
export const REPOSITORY = "nebula/engine";
/** Whose token it is. */
export const OUR_LOGIN = "flexcord-bot";

/** What goes wrong with a request that is not only read. */
export type Fault =
  /** It is done, and its answer is lost. */
  | { readonly kind: "lost" }
  /** It is done, and never answered. */
  | { readonly kind: "hangs" }
  /** It is done, and answered so. */
  | { readonly kind: "done"; readonly status: number }
  /** It is not done, and answered so. */
  | {
      readonly kind: "refused";
      readonly status: number;
      readonly message?: string;
      readonly headers?: Readonly<Record<string, string>>;
    };

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly at: number;
  readonly body: unknown;
  /** What it was answered with; null while it is not, or never was. */
  status: number | null;
}

/** A repository of GitHub's with its issues, as far as trackers use it; its behaviour is that of docs.github.com. */
export interface GitHubServer {
  readonly url: string;
  readonly issues: readonly Issue[];
  readonly asked: readonly Asked[];
  /** What happens to the next requests that write, one after the other. */
  readonly faults: (Fault | null)[];
  /** While set, what happens to every request. */
  outage: Fault | null;
  commentsOf(number: number): readonly Comment[];
  remove(number: number): void;
  /** Somebody changes a comment. */
  touch(commentId: number): void;
  /** Somebody does something there; gives what the webhook would say. */
  act(
    login: string,
    number: number,
    change: { readonly state: "open" | "closed" } | { readonly comment: string },
  ): Delivery;
}

/** One delivery of a webhook, which can be sent any time and more than once. */
export interface Delivery {
  readonly id: string;
  readonly event: string;
  readonly body: string;
}

export async function openGitHub(now: () => number = () => Date.now()): Promise<GitHubServer> {
  const book: Book = {
    repository: REPOSITORY,
    issues: [],
    comments: [],
    moves: [],
    removed: new Set(),
    seconds: 0,
    nextId: 7000,
  };
  const asked: Asked[] = [];
  const faults: (Fault | null)[] = [];
  const server = createServer((request, response) => void serve(request, response));
  const serve = async (request: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString("utf8");
    const body: unknown = text === "" ? null : JSON.parse(text);
    const method = request.method ?? "";
    const path = request.url ?? "";
    const question: Asked = { method, path, at: now(), body, status: null };
    asked.push(question);
    const send = (sent: Sent) => {
      question.status = sent.status;
      write(response, sent);
    };
    const fault = gitHub.outage ?? (method === "GET" ? null : (faults.shift() ?? null));
    if (fault?.kind === "refused") {
      const { status, message = "No.", headers = {} } = fault;
      return send({ status, headers, body: { message } });
    }
    const answer =
      request.headers.authorization === `Bearer ${GITHUB_TOKEN}`
        ? answerTo(book, { method, path, body, login: OUR_LOGIN, base: gitHub.url })
        : refused(401, "Bad credentials");
    const etag = `W/"${createHash("sha256").update(JSON.stringify(answer)).digest("hex")}"`;
    if (method === "GET" && answer.status === 200 && request.headers["if-none-match"] === etag)
      return send({ status: 304, headers: { etag }, body: null });
    if (fault?.kind === "hangs") return;
    if (fault?.kind === "lost") return request.socket.destroy();
    if (fault?.kind === "done") return send({ ...answer, status: fault.status, body: { message: "Oops" } });
    return send({ ...answer, headers: { ...answer.headers, etag } });
  };
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const gitHub: GitHubServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    issues: book.issues,
    asked,
    faults,
    outage: null,
    commentsOf: (number) => book.comments.filter(({ issue }) => issue === number),
    touch: (commentId) => touchComment(book, commentId),
    remove: (number) => void book.removed.add(number),
    act(login, number, change) {
      const path = `/repos/${REPOSITORY}/issues/${number}`;
      const does = { path: "comment" in change ? `${path}/comments` : path, login, base: gitHub.url };
      const method = "comment" in change ? "POST" : "PATCH";
      const body = "comment" in change ? { body: change.comment } : change;
      const { body: done } = answerTo(book, { ...does, method, body });
      const issue = answerTo(book, { path, login, base: gitHub.url, method: "GET", body: null }).body;
      const told = {
        action: "comment" in change ? "created" : change.state === "open" ? "reopened" : "closed",
        issue,
        ...("comment" in change ? { comment: done } : {}),
        repository: { full_name: "Nebula/engine" },
        sender: { login },
      };
      const event = "comment" in change ? "issue_comment" : "issues";
      return { id: randomUUID(), event, body: JSON.stringify(told) };
    },
  };
  return gitHub;
}

interface Sent {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: unknown;
}

function write(response: ServerResponse, { status, headers = {}, body }: Sent): void {
  response.writeHead(status, { "content-type": "application/json; charset=utf-8", ...headers });
  response.end(status === 304 ? undefined : JSON.stringify(body));
}

/** Sends a delivery as GitHub does; gives the status it was answered with. */
export async function deliver(
  url: string,
  { id, event, body }: Delivery,
  secret: string = GITHUB_WEBHOOK_SECRET,
): Promise<number> {
  const response = await fetch(`${url}/github`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "user-agent": "GitHub-Hookshot/test",
      "x-github-delivery": id,
      "x-github-event": event,
      "x-hub-signature-256": `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`,
    },
    body,
  });
  await response.arrayBuffer();
  return response.status;
}
