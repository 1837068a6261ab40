import type { DatabaseSync } from "node:sqlite";
import type { GatewayCheckpoint } from "../../../bridge/ports.ts";

export interface Gateway {
  checkpoint(): GatewayCheckpoint | null;
  /** Null forgets the session: it cannot be resumed. */
  setCheckpoint(checkpoint: GatewayCheckpoint | null): void;
}

interface Row {
  readonly session_id: string;
  readonly sequence: number;
  readonly resume_url: string;
  readonly shard_id: number;
  readonly shard_count: number;
}

export function openGateway(db: DatabaseSync): Gateway {
  const find = db.prepare("SELECT * FROM gateway_checkpoint");
  const set = db.prepare("INSERT OR REPLACE INTO gateway_checkpoint VALUES (1, ?, ?, ?, ?, ?)");
  const forget = db.prepare("DELETE FROM gateway_checkpoint");

  return {
    checkpoint() {
      const row = find.get() as Row | undefined;
      if (row === undefined) return null;
      return {
        sessionId: row.session_id,
        sequence: row.sequence,
        resumeUrl: row.resume_url,
        shardId: row.shard_id,
        shardCount: row.shard_count,
      };
    },
    setCheckpoint(checkpoint) {
      if (checkpoint === null) {
        forget.run();
        return;
      }
      const { sessionId, sequence, resumeUrl, shardId, shardCount } = checkpoint;
      set.run(sessionId, sequence, resumeUrl, shardId, shardCount);
    },
  };
}
