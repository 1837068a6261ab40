import { Failure } from "../../domain/failure.ts";
import type { Found, ReadRequest, ResolvedFields, Target } from "../../provision/ports.ts";
import { askLegacy, callingLegacy } from "../legacy.ts";
import { calling, type Account } from "./account.ts";

interface ServiceFields {
  readonly name: string;
  /** In how many channels one member may be, ended ones counted; 1,000 at most. */
  readonly userChannels: number;
}

/** The chat service of Programmable Chat: channels, users and messages of the legacy transport live in it. */
export function legacyChatServiceTarget(account: Account): Target {
  const { services } = account.client.chat.v2;
  const write = async (id: string, { name, userChannels }: ServiceFields): Promise<Found> =>
    foundService(
      await calling(`change the legacy chat service "${name}"`, () =>
        services(id).update({ friendlyName: name, "limits.userChannels": userChannels }),
      ),
    );
  return {
    kind: "twilio.legacy-chat-service",
    noun: "legacy chat service",
    rewritten: [],
    guarded: [],
    isFixed: () => false,
    async read(request) {
      const [flexService, found] = await Promise.all([flexServiceOf(account), list(account, request)]);
      return {
        found: found.map((item) => ({ ...item, background: item.id === flexService })),
        wanted: ({ spec }) => {
          const { name, userChannels } = spec as unknown as ServiceFields;
          const exists = found.some((item) => item.name === name);
          return { fields: { name, userChannels }, name, notes: exists ? [] : [unseen(flexService)] };
        },
      };
    },
    alike: (found, wanted) => found["name"] === wanted["name"],
    owns: () => false,
    async create({ fields }) {
      const wanted = serviceFieldsIn(fields);
      const { sid } = await callingLegacy(`create the legacy chat service "${wanted.name}"`, () =>
        services.create({ friendlyName: wanted.name }),
      );
      // Twilio makes it with a name and nothing else.
      return write(sid, wanted).catch((failure: Failure) => {
        // It is there, whatever became of the rest.
        throw new Failure(failure.code, failure.message, { certain: false, cause: failure });
      });
    },
    update: ({ id, fields }) => write(id, serviceFieldsIn(fields)),
    async remove({ id, name }) {
      if (id === (await flexServiceOf(account))) throw flexsOwn(name);
      await calling(`delete the legacy chat service "${name}"`, () => services(id).remove());
    },
  };
}

/** Flex cannot work without it, whoever took it over. */
const flexsOwn = (name: string): Failure =>
  new Failure("twilio.refused", `The chat service "${name}" is Flex's own and is never deleted.`, {
    fix: "Describe it with `managed: reference`, deploy, and then take it out: that only forgets it.",
  });

const serviceFieldsIn = (fields: ResolvedFields) => fields as unknown as ServiceFields;

const flexServiceOf = async (account: Account): Promise<string> => (await account.flex()).chatServiceSid;

const unseen = (flexService: string): string =>
  `agents see in Flex what happens in Flex's own service, ${flexService}; to use that one, give its name with \`managed: reference\``;

/** Where nothing is described any more, an account that lost Programmable Chat has simply nothing left. */
async function list({ client }: Account, { resources }: ReadRequest): Promise<readonly Found[]> {
  const answer = await askLegacy("list the legacy chat services", () => client.chat.v2.services.list());
  if (answer.offered) return answer.value.map(foundService);
  if (resources.length > 0) throw answer.failure;
  return [];
}

interface WireService {
  readonly sid: string;
  readonly friendlyName: string;
  readonly limits: unknown;
  readonly dateCreated: Date;
}

function foundService({ sid, friendlyName, limits, dateCreated }: WireService): Found {
  const { user_channels: userChannels = null } = (limits ?? {}) as { readonly user_channels?: number };
  const fields = { name: friendlyName, userChannels };
  return { id: sid, name: friendlyName, fields, createdAt: dateCreated.getTime() };
}
