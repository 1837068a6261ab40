import { gatewayUrl } from "../gateway-url.ts";
import { ok, type Route } from "../rest.ts";
import type { World } from "../world.ts";

const STARTS_PER_DAY = 1000;

/** Where the gateway is. `startsUsed` counts the identifies of the day. */
export function gatewayRoutes(world: World, startsUsed: () => number): readonly Route[] {
  const url = () => gatewayUrl(world.context);
  return [
    { method: "GET", path: "/gateway", tokenInPath: true, answer: () => ok({ url: url() }) },
    {
      method: "GET",
      path: "/gateway/bot",
      answer: () =>
        ok({
          url: url(),
          shards: 1,
          session_start_limit: {
            total: STARTS_PER_DAY,
            remaining: Math.max(0, STARTS_PER_DAY - startsUsed()),
            reset_after: 86_400_000,
            max_concurrency: 1,
          },
        }),
    },
  ];
}
