import { lookup } from "node:dns/promises";
import type { Reading, SourceReader, Validators } from "../community/ports.ts";
import { Failure } from "../domain/failure.ts";
import type { EpochMs } from "../domain/ids.ts";
import type { Resolve } from "./checked-lookup.ts";
import { decodeDocument } from "./decode.ts";
import { fetchDocument } from "./fetch-document.ts";
import { parseApart } from "./parse-apart.ts";
import { statusFailure } from "./status.ts";
import { createXReader, type XAccess } from "./x-account.ts";

export interface SourceReaderOptions {
  readonly version: string;
  /** Null without a token: no account can be read. */
  readonly x: XAccess | null;
  readonly now: () => EpochMs;
  /** The system's look-up unless told. */
  readonly resolve?: Resolve;
}

const ACCEPT =
  "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5";
/** A validator is given back as it came; one this long is no validator. */
const LONGEST_VALIDATOR = 1_000;

export function createSourceReader(options: SourceReaderOptions): SourceReader {
  const { x, now, resolve = lookup } = options;
  const userAgent = `flexcord/${options.version}`;
  const readAccount = createXReader();
  return {
    async read(source, validators, signal) {
      if (source.kind === "feed") {
        const asking = { resolve, signal, now, userAgent };
        return readFeed(source.url, source.private, validators, asking);
      }
      if (x === null) {
        throw new Failure("feed.auth", "X_BEARER_TOKEN is not set, and a source is an account of X.", {
          fix: "Set it to the bearer token of an app of developer.x.com.",
        });
      }
      return readAccount(source.account, validators, { access: x, userAgent, resolve, now, signal });
    },
  };
}

async function readFeed(
  url: string,
  trusted: boolean,
  validators: Validators | null,
  asking: {
    readonly resolve: Resolve;
    readonly signal: AbortSignal;
    readonly now: () => EpochMs;
    readonly userAgent: string;
  },
): Promise<Reading> {
  const { resolve, signal, now, userAgent } = asking;
  const headers = {
    accept: ACCEPT,
    "user-agent": userAgent,
    ...conditionsOf(validators),
  };
  const got = await fetchDocument(url, { headers, trusted, resolve, signal });
  if (got.status === 304) return { state: "unchanged" };
  const where = new URL(url).host;
  if (got.status !== 200) throw statusFailure(got, where, now());
  const document = decodeDocument(got.body, got.headers["content-type"], where);
  return {
    state: "read",
    items: await parseApart(document, where, signal),
    validators: {
      etag: validatorOf(got.headers.etag),
      lastModified: validatorOf(got.headers["last-modified"]),
      newestId: null,
    },
  };
}

function validatorOf(text: string | undefined): string | null {
  return text === undefined || text.length > LONGEST_VALIDATOR ? null : text;
}

function conditionsOf(validators: Validators | null): Readonly<Record<string, string>> {
  const { etag = null, lastModified = null } = validators ?? {};
  return {
    ...(etag === null ? {} : { "if-none-match": etag }),
    ...(lastModified === null ? {} : { "if-modified-since": lastModified }),
  };
}
