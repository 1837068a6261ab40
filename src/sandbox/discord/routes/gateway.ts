import { type Dials, STARTS_PER_DAY } from "../gateway/dials.ts";
import { gatewayUrl } from "../gateway/gateway-url.ts";
import { ok, type Route } from "../rest/rest.ts";
import type { World } from "../world.ts";

/** Where the gateway is, and how often it may be started. */
export function gatewayRoutes(world: World, dials: Dials): readonly Route[] {
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
            remaining: dials.startsLeft,
            reset_after: 86_400_000,
            max_concurrency: 1,
          },
        }),
    },
  ];
}
