import type { DatabaseSync } from "node:sqlite";
import type { AnnouncementStore } from "../../community/ports.ts";
import type { EpochMs } from "../../domain/ids.ts";
import type { Vault } from "../vault.ts";
import type { GroupCommit } from "./group-commit.ts";
import { openAnnouncementRows } from "./tables/announcements.ts";
import { openSourceRows } from "./tables/sources.ts";

interface Parts {
  readonly db: DatabaseSync;
  readonly vault: Vault;
  readonly commits: GroupCommit;
  readonly now: () => EpochMs;
}

export function createAnnouncementStore({ db, vault, commits, now }: Parts): AnnouncementStore {
  const rows = openAnnouncementRows(db, vault);
  const sources = openSourceRows(db);
  return {
    source: (key) => commits.run(() => sources.find(key)),
    knownMarks: (key, marks) => commits.run(() => sources.known(key, marks)),
    recordVisit: (key, { memory, marks, drafts }) =>
      commits.run(() => {
        sources.put(key, memory);
        sources.mark(key, marks, now());
        for (const draft of drafts) rows.add(draft, now());
      }),
    add: (draft) => commits.run(() => rows.add(draft, now())),
    next: () => commits.run(() => rows.next()),
    save: (announcement) => commits.run(() => rows.save(announcement)),
    cancel: (id) => commits.run(() => rows.cancel(id)),
    list: (limit) => commits.run(() => rows.list(limit)),
    publishedSince: (since) => commits.run(() => rows.publishedSince(since)),
  };
}
