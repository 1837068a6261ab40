import { createHmac } from "node:crypto";

/**
 * X-Twilio-Signature: the URL exactly as configured, then each parameter's name and value in the order
 * of the names, under HMAC-SHA1 with the auth token, in base64. Values of a repeated name are sorted and
 * each taken once.
 */
export function sign(authToken: string, url: string, parameters: URLSearchParams): string {
  const names = [...new Set(parameters.keys())].sort();
  const written = names.map((name) =>
    [...new Set(parameters.getAll(name))]
      .sort()
      .map((value) => name + value)
      .join(""),
  );
  return createHmac("sha1", authToken)
    .update(url + written.join(""), "utf8")
    .digest("base64");
}
