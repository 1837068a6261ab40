import { newSid } from "../sids.ts";
import { ApiError, invalidParameter } from "../wire/api-error.ts";
import type { Form } from "../wire/form.ts";
import type { ChatUser } from "./model.ts";
import type { ProgrammableChat } from "./programmable-chat.ts";

const FRIENDLY_NAME_MAX = 256;
const ATTRIBUTES_MAX_BYTES = 4 * 1024;
const IDENTITY_MAX = 256;

interface NewUser {
  readonly identity: string;
  readonly friendlyName: string | null;
  readonly attributes: string;
}

/** 50201 when the identity is taken. */
export function createUser(
  { runtime, store, find }: ProgrammableChat,
  serviceSid: string,
  wanted: NewUser,
): ChatUser {
  if (store.userOf(serviceSid, wanted.identity) !== undefined) {
    throw new ApiError(409, 50201, "User already exists");
  }
  const now = runtime.now();
  return store.users.put({
    ...wanted,
    sid: newSid("US"),
    serviceSid,
    roleSid: find(serviceSid).roles.service,
    createdAt: now,
    updatedAt: now,
  });
}

export function readNewUser(form: Form): NewUser {
  const identity = form.text("Identity", { max: IDENTITY_MAX }) ?? "";
  if (identity === "") throw invalidParameter("Missing required parameter Identity");
  return {
    identity,
    friendlyName: form.text("FriendlyName", { max: FRIENDLY_NAME_MAX }) ?? null,
    attributes: form.json("Attributes", { max: ATTRIBUTES_MAX_BYTES }) ?? "{}",
  };
}

export function updateUser({ runtime, store }: ProgrammableChat, user: ChatUser, form: Form): ChatUser {
  return store.users.put({
    ...user,
    friendlyName: form.text("FriendlyName", { max: FRIENDLY_NAME_MAX }) ?? user.friendlyName,
    attributes: form.json("Attributes", { max: ATTRIBUTES_MAX_BYTES }) ?? user.attributes,
    updatedAt: runtime.now(),
  });
}
