import type { SandboxContext } from "../../context.ts";

export const GATEWAY_PATH = "/discord/gateway";

/** The address clients are sent to: by GET /gateway/bot and, to resume, by READY. */
export function gatewayUrl(context: SandboxContext): string {
  return `${context.baseUrl().replace(/^http/u, "ws")}${GATEWAY_PATH}`;
}
