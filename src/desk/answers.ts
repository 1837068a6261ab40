import type { DoorAnswer } from "../domain/door.ts";
import { deskHeaders, FLEX_ORIGIN } from "./headers.ts";
import { asDocument, type Html } from "./html.ts";
import { refusalPage, type RefusalReason, refusalStatus } from "./pages/refusal-page.ts";
import type { DeskPaths } from "./paths.ts";
import type { CaseFile } from "./ports.ts";

/** Whether Flex may show it in a frame: what belongs to one case, and nothing else. */
export type Framing = "by-flex" | "by-nobody";

const RETRY_SECONDS = "600";

/** Makes answers that have all headers they need. */
export function createAnswers(options: {
  readonly paths: DeskPaths;
  readonly publicUrl: string;
  /** Origins that may show case pages in a frame, beside Flex. */
  readonly frameAncestors: readonly string[];
  readonly canSignIn: boolean;
}) {
  const { paths, frameAncestors, canSignIn } = options;
  const https = options.publicUrl.startsWith("https:");
  const headers = {
    "by-flex": deskHeaders({ framedBy: [FLEX_ORIGIN, ...frameAncestors], https }),
    "by-nobody": deskHeaders({ framedBy: [], https }),
  } as const;
  const page = (
    framing: Framing,
    status: number,
    html: Html,
    cookies: readonly string[] = [],
  ): DoorAnswer => ({
    status,
    contentType: "text/html; charset=utf-8",
    headers: { ...headers[framing], "set-cookie": cookies },
    body: asDocument(html),
  });
  return {
    page,
    /** By a GET, so that loading the page again sends no form a second time. */
    redirect: (framing: Framing, location: string, cookies: readonly string[] = []): DoorAnswer => ({
      status: 303,
      headers: { ...headers[framing], location, "set-cookie": cookies },
    }),
    /** @param asked the path that is come back to after signing in */
    refuse(framing: Framing, reason: RefusalReason, asked: string): DoorAnswer {
      const signIn = canSignIn ? `${paths.signIn}?${new URLSearchParams({ to: asked }).toString()}` : null;
      const status = refusalStatus(reason);
      const answer = page(framing, status, refusalPage(reason, paths, signIn));
      return status === 429
        ? { ...answer, headers: { ...answer.headers, "retry-after": RETRY_SECONDS } }
        : answer;
    },
    file: (
      { name, bytes }: Pick<CaseFile, "name" | "bytes">,
      body: AsyncIterable<Uint8Array>,
      cookies: readonly string[],
    ): DoorAnswer => ({
      status: 200,
      contentType: "application/octet-stream",
      headers: {
        ...headers["by-nobody"],
        ...downloadHeaders(name, bytes),
        "set-cookie": cookies,
      },
      stream: body,
    }),
    /** What is the same for everybody. Its address changes when it does. */
    asset: (contentType: string, content: string): DoorAnswer => ({
      status: 200,
      contentType,
      headers: { ...headers["by-nobody"], "cache-control": "public, max-age=31536000, immutable" },
      body: content,
    }),
  };
}

function downloadHeaders(name: string, bytes: number): Readonly<Record<string, string>> {
  return {
    "content-security-policy": "default-src 'none'; sandbox",
    "content-disposition": `attachment; filename*=UTF-8''${encodedName(name)}`,
    "content-length": String(bytes),
  };
}

/** As RFC 8187 has it: what encodeURIComponent leaves and that does not allow is encoded too. */
function encodedName(name: string): string {
  return encodeURIComponent(name.toWellFormed()).replaceAll(
    /[!'()*]/gu,
    (sign) => `%${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase()}`,
  );
}

export type Answers = ReturnType<typeof createAnswers>;
