import type { DatabaseSync } from "node:sqlite";
import type { Member } from "../../../domain/conversation.ts";
import type { MemberId, PlaceId } from "../../../domain/ids.ts";
import type { Vault } from "../../vault.ts";

export interface Members {
  find(id: MemberId): Member | null;
  put(member: Member): void;
  setPlace(id: MemberId, place: PlaceId): void;
}

interface Row {
  readonly id: MemberId;
  readonly name: Uint8Array;
  readonly locale: string;
  readonly place_id: PlaceId | null;
  readonly conversations: number;
}

export function openMembers(db: DatabaseSync, vault: Vault): Members {
  const find = db.prepare("SELECT id, name, locale, place_id, conversations FROM members WHERE id = ?");
  const put = db.prepare(`
    INSERT INTO members (id, name, locale, place_id, conversations) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET
      name = excluded.name, locale = excluded.locale, place_id = excluded.place_id,
      conversations = excluded.conversations`);
  const setPlace = db.prepare("UPDATE members SET place_id = ? WHERE id = ?");

  return {
    find(id) {
      const row = find.get(id) as Row | undefined;
      if (row === undefined) return null;
      return {
        id: row.id,
        displayName: vault.open("members.name", row.id, row.name) as string,
        locale: row.locale,
        placeId: row.place_id,
        conversations: row.conversations,
      };
    },
    put(member) {
      const { id, displayName, locale, placeId, conversations } = member;
      put.run(id, vault.seal("members.name", id, displayName), locale, placeId, conversations);
    },
    setPlace(id, place) {
      setPlace.run(place, id);
    },
  };
}
