import { createBridge, type Bridge } from "../../src/bridge/bridge.ts";
import type { Policy } from "../../src/bridge/decide/policy.ts";
import type { Assistant, Ledger, MemberLine, TransportLine } from "../../src/bridge/ports.ts";
import { Failure } from "../../src/domain/failure.ts";
import type { InteractionId } from "../../src/domain/ids.ts";
import type { Log, LogFields } from "../../src/domain/log.ts";
import { createTexts } from "../../src/texts/texts.ts";
import type { Discord } from "./discord.ts";
import type { Disk } from "./disk.ts";
import { createGatewayClient, type GatewayClient, type GatewayClientOptions } from "./gateway-client.ts";
import type { Dispatch } from "./gateway.ts";
import { createMemberSide } from "./member-side.ts";
import { createRequests } from "./network.ts";
import { HUMAN } from "./people.ts";
import { createProcess, type Process } from "./process.ts";
import { createTransport } from "./transport.ts";
import type { Doors, Twilio } from "./twilio-account.ts";
import { later, type World } from "./world.ts";
import { noReports } from "../bridge/no-community.ts";
import { plainPolicy } from "../bridge/plain-policy.ts";

/** What a mutant may change about the daemon: its parts are handed in, and it hands in others. */
export interface Parts {
  readonly createBridge: typeof createBridge;
  readonly ledger: (ledger: Ledger, disk: Disk) => Ledger;
  readonly transport: (transport: ReturnType<typeof createTransport>) => ReturnType<typeof createTransport>;
  readonly memberSide: (side: ReturnType<typeof createMemberSide>) => ReturnType<typeof createMemberSide>;
}

export const REAL_PARTS: Parts = {
  createBridge,
  ledger: (ledger) => ledger,
  transport: (transport) => transport,
  memberSide: (side) => side,
};

export interface Daemon {
  readonly up: boolean;
  start(): void;
  kill(): void;
  /** Ends it as SIGTERM does. */
  stop(): Promise<void>;
  readonly doors: Doors;
}

export interface DaemonOptions {
  readonly world: World;
  readonly disk: Disk;
  readonly discord: Discord;
  readonly twilio: () => Twilio;
  readonly parts: Parts;
  readonly onDown: () => void;
  readonly onSay: (line: MemberLine) => void;
  readonly onPost: (line: TransportLine) => void;
  readonly onGap: GatewayClientOptions["onGap"];
}

export const texts = createTexts({ locale: "en" });
const policy: Policy = {
  ...plainPolicy,
  texts: () => texts,
  asksForHuman: (text) => text.endsWith(HUMAN),
  lineage: "sim",
  answerGraceMs: 3_000,
  taskGraceMs: 5_000,
  taskDelayedMs: 20_000,
  taskGivenUpMs: 300_000,
};
const STOP_GRACE_MS = 5_000;
/** How long Twilio waits for our answer. */
const DOOR_TIMEOUT_MS = 5_000;

interface Running {
  readonly process: Process;
  readonly bridge: Bridge;
  readonly ledger: Ledger;
  readonly gateway: GatewayClient;
}

/** The program: the real bridge and intake between a simulated disk and simulated vendors. */
export function createDaemon(options: DaemonOptions): Daemon {
  const { world, onDown } = options;
  let running: Running | null = null;

  const start = () => {
    world.note("daemon", "starts");
    const process = createProcess(world, () => {
      running?.gateway.disconnect();
      running = null;
      onDown();
    });
    running = run(options, process);
  };
  const stop = async () => {
    const current = running;
    if (current === null) return;
    world.note("daemon", "is asked to stop");
    await current.gateway.close();
    await current.bridge.stop(STOP_GRACE_MS);
    current.process.kill();
  };

  /** Rejects, answers too late or never: to the caller it is all null. */
  const throughDoor = <Answer>(use: (current: Running) => Promise<Answer>): Promise<Answer | null> => {
    const current = running;
    if (current === null) return Promise.resolve(null);
    return new Promise((resolve) => {
      later(world, DOOR_TIMEOUT_MS, () => resolve(null));
      use(current).then(
        (answer) => current.process.deliver(() => resolve(answer)),
        () => resolve(null),
      );
    });
  };
  return {
    get up() {
      return running !== null;
    },
    start,
    stop,
    kill: () => running?.process.kill(),
    doors: {
      tell: (event) =>
        throughDoor(async ({ bridge }) => {
          await bridge.accept([event]);
          return true as const;
        }),
      ask: (event) =>
        throughDoor(async ({ bridge, ledger }) => {
          await bridge.accept([event]);
          const found = await ledger.conversationOf(event.happening.transportConversationId);
          const slept = found?.answering === "waiting" && found.requestPosted && found.taskId === null;
          return slept ? "agent" : "assistant";
        }),
    },
  };
}

function run(
  { world, disk, discord, twilio, parts, onSay, onPost, onGap }: DaemonOptions,
  process: Process,
): Running {
  const ledger = parts.ledger(disk.open(process), disk);
  const tokens = new Set<InteractionId>();
  const side = { clock: process.clock };
  const request = createRequests(world, process, "discord");
  const bridge = parts.createBridge({
    ...side,
    ledger,
    memberSide: parts.memberSide(createMemberSide({ discord, request, tokens, onSay })),
    transport: parts.transport(
      createTransport({
        ...side,
        world,
        twilio: twilio(),
        request: createRequests(world, process, "twilio"),
        onPost,
      }),
    ),
    assistant: createAssistant(world, process),
    ...noReports,
    policy,
    log: logInto(world),
    random: () => world.random.next(),
  });
  const { accept } = bridge;
  const heard = (dispatch: Dispatch) => rememberToken(tokens, dispatch);
  const gateway = createGatewayClient({ world, process, discord, ledger, accept, request, heard, onGap });
  void gateway.open().then(() => bridge.start());
  return { process, bridge, ledger, gateway };
}

/** What the program itself says belongs into the trace. */
function logInto(world: World): Log {
  const write = (message: string, fields?: LogFields) =>
    world.note("bridge", `${message} ${fields === undefined ? "" : JSON.stringify(fields)}`);
  const log: Log = { debug: () => undefined, info: write, warn: write, error: write, with: () => log };
  return log;
}

function rememberToken(tokens: Set<InteractionId>, { event }: Dispatch): void {
  const happening = event?.happening;
  if (happening === undefined || !("interactionId" in happening)) return;
  if (happening.interactionId !== null) tokens.add(happening.interactionId);
}

export const answerTo = (question: string) => `answer to ${question}`;

function createAssistant(world: World, process: Process): Assistant {
  return {
    answer: ({ text }) =>
      new Promise((resolve, reject) => {
        const fails = world.random.chance(world.faults.assistant);
        const ms = world.random.chance(0.1)
          ? world.random.between(1_000, 20_000)
          : world.random.between(1, 500);
        later(world, ms, () =>
          process.deliver(() => {
            if (fails) reject(new Failure("assistant.unavailable", "The assistant is not there."));
            else resolve({ text: answerTo(text), found: true });
          }),
        );
      }),
  };
}
