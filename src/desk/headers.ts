/** Where Flex runs. */
export const FLEX_ORIGIN = "https://flex.twilio.com";
/** Where Discord's pictures of members are. */
const PICTURES = "https://cdn.discordapp.com";
const YEAR_SECONDS = 31_536_000;

/**
 * What every answer of the desk says to the browser. A case page may be framed by Flex; pages for the staff's own windows by
 * nobody, so that no click on them can be stolen.
 */
export function deskHeaders(options: {
  readonly framedBy: readonly string[];
  readonly https: boolean;
}): Readonly<Record<string, string>> {
  const ancestors = options.framedBy.length === 0 ? "'none'" : options.framedBy.join(" ");
  return {
    "content-security-policy":
      `default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' ${PICTURES}; connect-src 'self'; ` +
      `form-action 'self'; base-uri 'none'; frame-ancestors ${ancestors}`,
    "cache-control": "no-store",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "cross-origin-resource-policy": "same-origin",
    ...(options.https ? { "strict-transport-security": `max-age=${YEAR_SECONDS}` } : {}),
  };
}
