import type { Found, Target } from "../../provision/ports.ts";
import { calling, type Account } from "./account.ts";

interface CallbackFields {
  readonly url: string;
  readonly events: readonly string[];
}

/**
 * The one address a workspace sends its events to. Everybody who uses the workspace shares it, so one that
 * flexcord did not set is overwritten only when the operator says so.
 */
export function callbackTarget(account: Account): Target {
  const write = async (fields: unknown): Promise<Found> => {
    const { url, events } = fields as CallbackFields;
    const workspace = await account.workspace();
    const written = await calling("set the workspace's event callback", () =>
      workspace.update({ eventCallbackUrl: url, eventsFilter: events.join(",") }),
    );
    return foundCallback(written);
  };
  return {
    kind: "twilio.callback",
    noun: "event callback",
    rewritten: [],
    guarded: ["url"],
    isFixed: () => false,
    async read() {
      const workspace = await account.workspace();
      const found = await calling("read the workspace", () => workspace.fetch());
      return {
        found: found.eventCallbackUrl ? [foundCallback(found)] : [],
        wanted: ({ spec }) => {
          const { url, events } = spec as unknown as CallbackFields;
          return { fields: { url, events: events.toSorted() }, name: url, notes: [] };
        },
      };
    },
    // A workspace has one, whatever is in it.
    alike: () => true,
    owns: (found, wanted) => found["url"] === wanted["url"],
    create: ({ fields }) => write(fields),
    update: ({ fields }) => write(fields),
    // The workspace stays; only our address leaves it.
    remove: async () => {
      await write({ url: "", events: [] });
    },
  };
}

interface WireWorkspace {
  readonly sid: string;
  readonly eventCallbackUrl: string;
  readonly eventsFilter: string;
}

function foundCallback({ sid, eventCallbackUrl, eventsFilter }: WireWorkspace): Found {
  const url = withoutPassword(eventCallbackUrl);
  const events = (eventsFilter ?? "")
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");
  return { id: sid, name: url, fields: { url, events: events.toSorted() }, createdAt: null };
}

/** An address may carry a user and a password, which are not for showing. */
function withoutPassword(address: string): string {
  return address.replace(/^(https?:\/\/)[^/@]*@/, "$1***@");
}
