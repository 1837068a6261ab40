import { setTimeout as sleep } from "node:timers/promises";

import { REST } from "@discordjs/rest";

import { type Sandbox, startSandbox } from "../../../src/sandbox/sandbox.ts";
import type { TapeEntry } from "../../../src/sandbox/tape.ts";
import { expectConformance } from "../../contract/conformance/expect-conformance.ts";

/** A sandbox with the clients a test needs. `await using` closes it. */
export interface Stage extends AsyncDisposable {
  readonly sandbox: Sandbox;
  readonly discord: Sandbox["ready"]["discord"];
  /** Discord's own client of the REST API, which throws DiscordAPIError. */
  readonly rest: REST;
  /** A plain request, for what the client would hide. */
  request(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Reply>;
  /** A call of the control API; throws with the sandbox's sentence. */
  control<Answer = Record<string, never>>(method: string, path: string, body?: unknown): Promise<Answer>;
  tape(vendor?: TapeEntry["vendor"]): Promise<readonly TapeEntry[]>;
}

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Record<string, unknown>;
}

export async function openStage(): Promise<Stage> {
  const sandbox = await startSandbox({ seed: "test" });
  const { discord } = sandbox.ready;
  const rest = new REST({ version: "10", api: discord.api, retries: 0 }).setToken(discord.token);
  const control: Stage["control"] = async (method, path, body) => {
    const response = await fetch(`${sandbox.url}/control${path}`, { method, ...jsonBody(body) });
    const answer = (await response.json()) as { readonly error?: string };
    if (!response.ok) throw new Error(answer.error);
    return answer as never;
  };
  return {
    sandbox,
    discord,
    rest,
    control,
    async request(method, path, body, headers = {}) {
      const response = await fetch(`${discord.api}/v10${path}`, {
        method,
        ...jsonBody(body),
        headers: { authorization: `Bot ${discord.token}`, ...jsonBody(body).headers, ...headers },
      });
      const text = await response.text();
      const parsed = text === "" ? {} : (JSON.parse(text) as Record<string, unknown>);
      return { status: response.status, headers: response.headers, body: parsed };
    },
    async tape(vendor) {
      const query = vendor === undefined ? "" : `?vendor=${vendor}`;
      return (await control<{ entries: TapeEntry[] }>("GET", `/tape${query}`)).entries;
    },
    async [Symbol.asyncDispose]() {
      await expectConformance(sandbox, "answers");
      await sandbox.close();
    },
  };
}

function jsonBody(body: unknown): { readonly body?: string; readonly headers?: Record<string, string> } {
  if (body === undefined) return {};
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return { body: text, headers: { "content-type": "application/json" } };
}

/** A member who has joined; `id` is their user id. */
export async function join(stage: Stage, name = "Mia"): Promise<string> {
  return (await stage.control<{ id: string }>("POST", "/discord/members", { name })).id;
}

export interface DmView {
  readonly channelId: string | null;
  readonly messages: readonly {
    readonly id: string;
    readonly author: "member" | "bot";
    readonly content: string;
    readonly components: readonly object[];
    readonly ephemeral: boolean;
    readonly edited: boolean;
  }[];
}

export function readDm(stage: Stage, member: string): Promise<DmView> {
  return stage.control<DmView>("GET", `/discord/members/${member}/dm`);
}

/** Waits until `look` finds something. */
export async function eventually<Found>(
  look: () => Promise<Found | undefined> | Found | undefined,
): Promise<Found> {
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    await sleep(10);
  }
}
