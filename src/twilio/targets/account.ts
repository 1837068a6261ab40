import { once } from "../../domain/once.ts";
import { Failure } from "../../domain/failure.ts";
import type { TwilioClient } from "../client.ts";
import { twilioFailure } from "../failures.ts";

/** The Flex account as one plan sees it; what is asked twice is asked of Twilio once. */
export interface Account {
  readonly client: TwilioClient;
  /** "twilio.not-found" when the account has no Flex. */
  flex(): Promise<FlexFacts>;
  flexConfiguration(): Promise<FlexConfiguration>;
  conversationsConfiguration(): Promise<ConversationsConfiguration>;
  workspace(): Promise<Workspace>;
}

export type FlexConfiguration = Awaited<
  ReturnType<ReturnType<TwilioClient["flexApi"]["v1"]["configuration"]>["fetch"]>
>;
export type ConversationsConfiguration = Awaited<
  ReturnType<ReturnType<TwilioClient["conversations"]["v1"]["configuration"]>["fetch"]>
>;

export interface FlexFacts {
  readonly workspaceSid: string;
  readonly chatServiceSid: string;
}

export type Workspace = ReturnType<TwilioClient["taskrouter"]["v1"]["workspaces"]["get"]>;

export function openAccount(client: TwilioClient): Account {
  const flexConfiguration = once(() => readFlexConfiguration(client));
  const flex = once(async () => factsOf(client, await flexConfiguration()));
  return {
    client,
    flex,
    flexConfiguration,
    conversationsConfiguration: once(() =>
      calling("read the Conversations configuration", () => client.conversations.v1.configuration().fetch()),
    ),
    workspace: async () => client.taskrouter.v1.workspaces.get((await flex()).workspaceSid),
  };
}

function readFlexConfiguration(client: TwilioClient): Promise<FlexConfiguration> {
  return calling("read the Flex configuration", () => client.flexApi.v1.configuration().fetch()).catch(
    (failure: Failure) => {
      throw failure.code === "twilio.not-found" ? withoutFlex(failure) : failure;
    },
  );
}

function factsOf(client: TwilioClient, found: FlexConfiguration): FlexFacts {
  const { taskrouterWorkspaceSid: workspaceSid, chatServiceInstanceSid: chatServiceSid } = found;
  if (found.accountSid !== client.accountSid) throw ofAnotherAccount(found.accountSid, client.accountSid);
  if (!workspaceSid || !chatServiceSid) throw withoutFlex(found);
  return { workspaceSid, chatServiceSid };
}

/** A key answers for its own account, whatever account the client was told. */
function ofAnotherAccount(found: string, told: string): Failure {
  return new Failure(
    "twilio.auth",
    `The Twilio key belongs to the account ${found}, but TWILIO_ACCOUNT_SID is ${told}.`,
    { fix: "Use a key of that account, or set TWILIO_ACCOUNT_SID to the key's own." },
  );
}

function withoutFlex(cause: unknown): Failure {
  return new Failure("twilio.not-found", "The Twilio account has no Flex workspace and chat service.", {
    fix: "Create a Flex account (console.twilio.com, Flex), or use the key of the account that has one.",
    cause,
  });
}

/** Makes one call; what it throws becomes a Failure that says what was being done. */
export async function calling<T>(doing: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw twilioFailure(error, doing);
  }
}
