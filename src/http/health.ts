import type { Route } from "../domain/door.ts";

export interface Readiness {
  readonly ready: boolean;
  /** What is up and what is not, in plain facts. */
  readonly facts?: Readonly<Record<string, string | number | boolean>>;
}

/** /healthz says that the process answers at all; /readyz that it can do its work. */
export function healthRoutes(readiness: () => Promise<Readiness>, draining: () => boolean): readonly Route[] {
  return [
    { method: "GET", path: "/healthz", handle: async () => ({ status: 200, body: "ok\n" }) },
    {
      method: "GET",
      path: "/readyz",
      handle: async () => {
        const { ready, facts } = await readiness();
        const open = ready && !draining();
        return {
          status: open ? 200 : 503,
          contentType: "application/json",
          body: `${JSON.stringify({ ready: open, draining: draining(), ...facts })}\n`,
        };
      },
    },
  ];
}
