import type { DatabaseSync } from "node:sqlite";
import { Failure } from "../../../domain/failure.ts";
import type { CaseNumber, ConversationId, MemberId } from "../../../domain/ids.ts";
import type { Target } from "../../../operator/ports.ts";
import type { Vault } from "../../vault.ts";
import { openDroppable } from "../tables/droppable.ts";

/** What a person means by what they typed. */
export function resolveTarget(db: DatabaseSync, vault: Vault, typed: string): Target {
  const found = typed.startsWith("@")
    ? findMember(db, vault, typed.slice(1))
    : (findOurs(db, typed) ?? findTheirs(db, typed));
  if (found !== null) return found;
  if (typed.startsWith("@")) {
    throw new Failure(
      "usage.invalid",
      `The ledger knows no member called ${JSON.stringify(typed.slice(1))}.`,
      {
        fix: "Give @ and a member's id on Discord, or @ and their name as `flexcord logs` shows it.",
      },
    );
  }
  throw new Failure("usage.invalid", `The ledger knows nothing by the name ${JSON.stringify(typed)}.`, {
    fix:
      "Name a message (m12) or delivery (e45) as `flexcord logs` shows them, a conversation's id, a case's number, " +
      "a member as @id or @name, or the id that Discord or Twilio gave a message.",
  });
}

const VENDOR_ID_LENGTH = 34;

/** Our own numbers and ids. */
function findOurs(db: DatabaseSync, typed: string): Target | null {
  const seq = /^m(\d{1,15})(?:\.e\d+)?$/u.exec(typed)?.[1];
  if (seq !== undefined) {
    const row = db.prepare("SELECT seq FROM events WHERE seq = ?").get(Number(seq));
    return row === undefined ? null : { kind: "message", seq: Number(seq) };
  }
  const effectId = /^e(\d{1,15})$/u.exec(typed)?.[1];
  if (effectId !== undefined) {
    const row = db.prepare("SELECT id FROM effects WHERE id = ?").get(Number(effectId));
    return row === undefined ? null : { kind: "effect", effectId: Number(effectId) };
  }
  const number = /^(?:case[: -]?|#)?(\d{1,12})$/iu.exec(typed)?.[1];
  if (number !== undefined) {
    const row = db.prepare("SELECT number FROM cases WHERE number = ?").get(Number(number));
    return row === undefined ? null : { kind: "case", number: Number(number) as CaseNumber };
  }
  const conversation = db
    .prepare(
      // A transport may put a name of its own before the vendor's id, which alone people see there.
      `SELECT id FROM conversations WHERE id = ?1 OR transport_conversation_id = ?1
        OR (length(?1) >= ${VENDOR_ID_LENGTH} AND substr(transport_conversation_id, -length(?1)) = ?1)`,
    )
    .get(typed);
  return conversation === undefined
    ? null
    : { kind: "conversation", id: conversation["id"] as ConversationId };
}

/** Ids that Discord or Twilio gave: of what came in, then of what went out. */
function findTheirs(db: DatabaseSync, typed: string): Target | null {
  const event = db
    .prepare("SELECT seq FROM events WHERE source IN ('discord', 'transport') AND source_id = ?")
    .get(typed);
  if (event !== undefined) return { kind: "message", seq: Number(event["seq"]) };
  const effect = db
    .prepare("SELECT event_seq FROM effects WHERE remote_id = ? ORDER BY id DESC LIMIT 1")
    .get(typed);
  return effect === undefined ? null : { kind: "message", seq: Number(effect["event_seq"]) };
}

/** By id, or by name: names are sealed, so each is opened and compared. */
function findMember(db: DatabaseSync, vault: Vault, typed: string): Target | null {
  const known = db.prepare("SELECT id FROM members WHERE id = ?").get(typed);
  if (known !== undefined) return { kind: "member", id: known["id"] as MemberId };
  const wanted = typed.toLowerCase();
  const named: MemberId[] = [];
  for (const row of db.prepare("SELECT id, name FROM members").iterate()) {
    const id = row["id"] as MemberId;
    const name = openDroppable(vault, "members.name", id, row["name"] as Uint8Array);
    if (name.toLowerCase() === wanted) named.push(id);
  }
  const [only, ...others] = named;
  if (only === undefined) return null;
  if (others.length === 0) return { kind: "member", id: only };
  throw new Failure("usage.invalid", `${named.length} members are called ${JSON.stringify(typed)}.`, {
    fix: `Name one by their id: ${named
      .slice(0, 10)
      .map((id) => `@${id}`)
      .join(", ")}.`,
  });
}
