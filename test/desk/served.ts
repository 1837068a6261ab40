import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadAssets } from "../../src/desk/assets.ts";
import { createDesk } from "../../src/desk/desk.ts";
import type { DeskActions, SignedIn } from "../../src/desk/ports.ts";
import { nextStatuses } from "../../src/cases/status.ts";
import { freePort } from "../../src/demo/processes.ts";
import type { CaseNumber } from "../../src/domain/ids.ts";
import { silentLog } from "../../src/domain/log.ts";
import { openHttp } from "../../src/http/server.ts";
import { changeInTurn } from "../../src/operator/cases.ts";
import { openReader } from "../../src/store/sqlite/reader/open.ts";
import type { Store } from "../../src/store/store.ts";
import { NOW, SECRET, seedLedger } from "./seeded.ts";
import { promising, type Town } from "./town.ts";

const ROLE = "role-staff";
const GRACE: SignedIn = { id: "7", name: "Grace Lindqvist", roles: [ROLE] };

export interface ServedDesk extends AsyncDisposable {
  readonly url: string;
  /** Signs the browser in as Grace, and leads to the page. */
  signIn(path: string): string;
  readonly store: Store;
  readonly town: Town;
  /** The case that has a bit of everything. */
  readonly everything: CaseNumber;
}

/** The desk's own doors on a port of this machine, over a seeded ledger. Whoever signs in is Grace. */
export async function serveDesk(): Promise<ServedDesk> {
  await using closing = new AsyncDisposableStack();
  const folder = mkdtempSync(join(tmpdir(), "flexcord-desk-"));
  closing.defer(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, "ledger.db");
  const { store, town, everything } = await seedLedger(path);
  closing.defer(() => store.close());
  const reader = openReader({ path, secret: SECRET, oldSecrets: [] });
  closing.defer(() => reader.close());

  const actions: DeskActions = {
    nextStatuses,
    async changeCase(number, wanted, who) {
      const actor = { by: "staff", ...who } as const;
      await store.cases.change(number, (found) =>
        changeInTurn(promising, found, wanted(found), { actor, now: NOW }),
      );
    },
    replay: async (effectId) => (await store.repair.unsettle([effectId])).length > 0,
  };
  const signal = new AbortController().signal;
  // The doors have to know where they are before they are open.
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const routes = createDesk({
    reader: reader.desk,
    actions,
    files: null,
    staff: {
      roles: new Set([ROLE]),
      discord: {
        authorizeUrl: ({ redirectUri, state }: { readonly redirectUri: string; readonly state: string }) =>
          `${redirectUri}?${new URLSearchParams({ code: "a-code", state }).toString()}`,
        exchange: async () => GRACE,
      },
    },
    key: new Uint8Array(32).fill(7),
    frameAncestors: [],
    assets: loadAssets(),
    now: () => NOW,
    publicUrl: url,
    log: silentLog,
    signal,
  });
  const http = await openHttp({
    host: "127.0.0.1",
    port,
    log: silentLog,
    routes,
    readiness: async () => ({ ready: true }),
    signal,
  });
  closing.defer(() => http.close());
  const opened = closing.move();
  return {
    url,
    store,
    town,
    everything,
    signIn: (to) => `${url}/desk/sign-in?${new URLSearchParams({ to }).toString()}`,
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  };
}
