export interface GitHubRequest {
  readonly method: "GET" | "POST" | "PATCH";
  /** Below the API, or one of its own addresses as it gave it. */
  readonly path: string;
  readonly body?: Readonly<Record<string, unknown>>;
  /** Of an earlier answer: when nothing has changed since, the status is 304, which no limit counts. */
  readonly etag?: string;
}

export interface GitHubAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** What it says, parsed; null when it is no JSON. */
  readonly body: unknown;
}
