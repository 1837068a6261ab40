import type { Found, ResolvedFields, Target } from "../../provision/ports.ts";
import { calling, type Account } from "./account.ts";

interface ActivityFields {
  readonly name: string;
  /** Whether an agent in it is offered work. */
  readonly available: boolean;
}

/** What agents can be doing; they choose it in Flex. */
export function activityTarget(account: Account): Target {
  return {
    kind: "twilio.activity",
    noun: "activity",
    rewritten: [],
    guarded: [],
    // Twilio takes a new name and nothing else.
    isFixed: (field) => field === "available",
    async read() {
      const workspace = await account.workspace();
      const activities = await calling("list the activities", () => workspace.activities.list());
      return {
        found: activities.map(foundActivity),
        wanted: ({ spec }) => {
          const { name, available } = spec as unknown as ActivityFields;
          return { fields: { name, available }, name, notes: [] };
        },
      };
    },
    alike: (found, wanted) => found["name"] === wanted["name"],
    owns: () => false,
    async create({ fields }) {
      const { name, available } = activityIn(fields);
      const workspace = await account.workspace();
      return foundActivity(
        await calling(`create the activity "${name}"`, () =>
          workspace.activities.create({ friendlyName: name, available }),
        ),
      );
    },
    async update({ id, fields }) {
      const { name } = activityIn(fields);
      const workspace = await account.workspace();
      return foundActivity(
        await calling(`rename the activity "${name}"`, () =>
          workspace.activities.get(id).update({ friendlyName: name }),
        ),
      );
    },
    async remove({ id, name }) {
      const workspace = await account.workspace();
      await calling(`delete the activity "${name}"`, () => workspace.activities.get(id).remove());
    },
  };
}

const activityIn = (fields: ResolvedFields) => fields as unknown as ActivityFields;

interface WireActivity {
  readonly sid: string;
  readonly friendlyName: string;
  readonly available: boolean;
  readonly dateCreated: Date;
}

function foundActivity({ sid, friendlyName, available, dateCreated }: WireActivity): Found {
  const fields = { name: friendlyName, available };
  return { id: sid, name: friendlyName, fields, createdAt: dateCreated.getTime(), background: true };
}
