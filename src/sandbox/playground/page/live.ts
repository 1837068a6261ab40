import { byId } from "./element.ts";

type Scope = "discord" | "flex" | "tape";

/**
 * Calls a scope's refresh once for everything that changed while the last one ran. A refresh that fails
 * is tried again with the next change; the sandbox may be on its way out.
 */
function coalesce(refresh: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null;
  let again = false;
  const run = async () => {
    do {
      again = false;
      await refresh().catch(() => undefined);
    } while (again);
    running = null;
  };
  return () => {
    again = running !== null;
    running ??= run();
    return running;
  };
}

/** Follows the sandbox: each scope is read at once, again whenever it changes, and after every reconnect. */
export function follow(refresh: Readonly<Record<Scope, () => Promise<void>>>): void {
  const status = byId("live", HTMLElement);
  const scopes = {
    discord: coalesce(refresh.discord),
    flex: coalesce(refresh.flex),
    tape: coalesce(refresh.tape),
  };
  const readAll = () => Promise.all([scopes.discord(), scopes.flex(), scopes.tape()]);
  const say = (text: string, state: string) => {
    status.textContent = text;
    status.dataset["state"] = state;
  };
  const events = new EventSource("/control/events");
  events.addEventListener("open", () => {
    say("Live", "live");
    void readAll();
  });
  events.addEventListener("error", () => say("Reconnecting", "lost"));
  events.addEventListener("change", (event: MessageEvent<string>) => {
    const { scope } = JSON.parse(event.data) as { scope: Scope };
    void scopes[scope]();
  });
}
