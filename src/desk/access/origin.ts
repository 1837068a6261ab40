import type { DoorRequest } from "../../domain/door.ts";

/**
 * Whether a form was sent from a page of ours. Browsers say so themselves (Sec-Fetch-Site); those too old for that still name
 * the page's origin. Our pages send no referrer, so that browsers give the origin of their forms as "null" (Fetch, "append a
 * request Origin header"): that counts only together with the former.
 */
export function isFromOurPages({ headers }: DoorRequest, ownOrigin: string): boolean {
  const site = headers["sec-fetch-site"];
  const origin = headers["origin"];
  if (site !== undefined)
    return site === "same-origin" && (origin === undefined || origin === "null" || origin === ownOrigin);
  return origin === ownOrigin;
}

/**
 * Who asked, to count their failures. Behind a reverse proxy, whose own address every request has, it is the address that the
 * proxy wrote last: what stands before it anybody can have written.
 */
export function askerOf({ headers, peer }: DoorRequest): string {
  return headers["x-forwarded-for"]?.split(",").at(-1)?.trim() || peer;
}
