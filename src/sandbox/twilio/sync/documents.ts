import { createCollection, type Collection } from "../collection.ts";
import type { Runtime } from "../runtime.ts";
import { newSid } from "../sids.ts";
import { ApiError, invalidParameter, notFound } from "../wire/api-error.ts";
import type { Form } from "../wire/form.ts";

export interface SyncDocument {
  readonly sid: string;
  readonly uniqueName: string | null;
  /** JSON, as it was written. */
  readonly data: string;
  readonly revision: number;
  /** Null when it stays. */
  readonly expiresAt: number | null;
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** The default Sync service of the account, with the documents in it. */
export interface Documents {
  readonly serviceSid: string;
  readonly runtime: Runtime;
  all(): readonly SyncDocument[];
  /** By its SID or its unique name. */
  find(name: string): SyncDocument;
  create(form: Form): SyncDocument;
  /** `ifMatch` is the revision that must still be current. */
  update(name: string, form: Form, ifMatch: string | undefined): SyncDocument;
  remove(name: string): void;
}

const DATA_MAX_BYTES = 16 * 1024;
const NAME_MAX = 320;
const TTL_MAX_SECONDS = 31_536_000;

export function createDocuments(runtime: Runtime): Documents {
  const serviceSid = `IS${runtime.ready.accountSid.slice(2)}`;
  const store: Collection<SyncDocument> = createCollection();
  // The vendor may let an expired document linger; here it is gone at once.
  const alive = () => store.all().filter(({ expiresAt }) => expiresAt === null || expiresAt > runtime.now());
  const look = (name: string) => alive().find(({ sid, uniqueName }) => sid === name || uniqueName === name);
  const find = (name: string) => {
    const found = look(name);
    if (found === undefined) throw notFound(`/Services/${serviceSid}/Documents/${name}`);
    return found;
  };
  return {
    serviceSid,
    runtime,
    all: alive,
    find,
    create(form) {
      const uniqueName = form.text("UniqueName", { max: NAME_MAX }) ?? null;
      if (uniqueName !== null && look(uniqueName) !== undefined) {
        throw new ApiError(409, 54301, "Unique name already exists");
      }
      const now = runtime.now();
      return store.put({
        sid: newSid("ET"),
        uniqueName,
        data: dataIn(form) ?? "{}",
        revision: 0,
        expiresAt: expiryIn(form, now) ?? null,
        createdAt: now,
        updatedAt: now,
      });
    },
    update(name, form, ifMatch) {
      const before = find(name);
      if (ifMatch !== undefined && ifMatch !== revisionOf(before)) {
        throw new ApiError(412, 54103, "The revision of the Document does not match the expected revision");
      }
      const now = runtime.now();
      const expiry = expiryIn(form, now);
      return store.put({
        ...before,
        data: dataIn(form) ?? before.data,
        expiresAt: expiry === undefined ? before.expiresAt : expiry,
        revision: before.revision + 1,
        updatedAt: now,
      });
    },
    remove: (name) => store.delete(find(name).sid),
  };
}

/** Revisions count in hexadecimal. */
export const revisionOf = ({ revision }: SyncDocument): string => revision.toString(16);

function dataIn(form: Form): string | undefined {
  const data = form.json("Data");
  if (data !== undefined && Buffer.byteLength(data) > DATA_MAX_BYTES) {
    throw new ApiError(413, 54006, "The Document's data is larger than 16 KiB");
  }
  return data;
}

/** Undefined when nothing is said of it; a Ttl of 0 means that the document stays. */
function expiryIn(form: Form, now: number): number | null | undefined {
  const ttl = form.integer("Ttl", { min: 0, max: TTL_MAX_SECONDS });
  if (ttl !== undefined && form.has("ItemTtl")) throw invalidParameter("Ttl and ItemTtl exclude each other");
  if (ttl === undefined) return undefined;
  return ttl === 0 ? null : now + ttl * 1000;
}
