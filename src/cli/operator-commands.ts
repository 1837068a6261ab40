import { type Command, InvalidArgumentError, Option } from "commander";
import type { LineState, Side } from "../operator/lines.ts";
import type {
  BlockOptions,
  DropOptions,
  LogsOptions,
  ParkedOptions,
  RemoteOptions,
  ReplayOptions,
  StatusOptions,
  StoreRekeyOptions,
  StoreRestoredOptions,
  TraceOptions,
} from "./command.ts";
import { count, withConfig, withJson, withRemote, words, type Bind } from "./flags.ts";
import { coming, moment } from "./format/when.ts";

/** Said out here, so that `--help` loads nothing of the operator's room. */
const STATES: Readonly<Record<LineState, true>> = {
  waiting: true,
  retrying: true,
  delivered: true,
  dropped: true,
  parked: true,
  ignored: true,
  noted: true,
};
const SIDES: Readonly<Record<Side, true>> = { member: true, assistant: true, agent: true, system: true };

/** What operators do with a deployment that is there: look into it and mend it. */
export function addOperatorCommands(program: Command, bind: Bind): void {
  addLogs(program, bind);
  bind<StatusOptions>(
    withRemote(
      withJson(withConfig(program.command("status").description("show how the deployment stands"))),
    ).option("-w, --watch", "again each second, until interrupted", false),
    async () => (await import("./commands/status.ts")).status,
  );
  bind<TraceOptions>(
    withRemote(withJson(withConfig(program.command("trace").description("show one message's whole way"))))
      .argument("<message>", "a message or delivery of the ledger, or Discord's or Twilio's id of it")
      .option("--show-text", "show what was written, not only its length", false),
    async () => (await import("./commands/trace.ts")).trace,
  );
  bind<ParkedOptions>(
    withRemote(
      withJson(withConfig(program.command("parked").description("list what was given up, and why"))),
    ),
    async () => (await import("./commands/parked.ts")).parked,
  );
  bind<DropOptions>(
    withRemote(
      withJson(withConfig(program.command("drop").description("give a parked delivery up for good"))),
    )
      .argument("<id>", "the delivery, such as e45")
      .requiredOption("--reason <text>", "why; it is kept with the record", reason),
    async () => (await import("./commands/drop.ts")).drop,
  );
  addReplay(program, bind);
  addBlocklist(program, bind);
  const store = program.command("store").description("look after the ledger's file");
  bind<StoreRekeyOptions>(
    withJson(
      withConfig(store.command("rekey").description("seal all texts with the current FLEXCORD_SECRET")),
    ),
    async () => (await import("./commands/store-rekey.ts")).storeRekey,
  );
  bind<StoreRestoredOptions>(
    withJson(
      withConfig(store.command("restored").description("say that the file was put back from a backup")),
    ),
    async () => (await import("./commands/store-restored.ts")).storeRestored,
  );
}

function addLogs(program: Command, bind: Bind): void {
  bind<LogsOptions>(
    withRemote(
      withJson(withConfig(program.command("logs").description("show what was said and how far it came"))),
    )
      .argument("[what]", "a conversation, @member, case number or message")
      .option("-n, --lines <count>", "how many of the last lines", count, 50)
      .option("-f, --follow", "go on with what comes", false)
      .option("--since <time>", "from then on: 15m, 2h, 3d ago, or a time", moment)
      .option("--until <time>", "until then", moment)
      .addOption(new Option("--state <state>", "lines in this state").choices(Object.keys(STATES)))
      .addOption(new Option("--side <side>", "lines of this side").choices(Object.keys(SIDES)))
      .option("--grep <words>", "lines that hold all of these words", words)
      .option("--show-text", "show what was written, not only its length", false),
    async () => (await import("./commands/logs.ts")).logs,
  );
}

function addReplay(program: Command, bind: Bind): void {
  bind<ReplayOptions>(
    withRemote(
      withJson(withConfig(program.command("replay").description("send again what failed or is missing"))),
    )
      .argument("[what]", "a message, delivery, conversation, @member or case number")
      .option("--failed", "only what was given up", false)
      .option("--since <time>", "what was received from then on: 15m, 2h, 3d ago, or a time", moment)
      .addOption(new Option("--to <side>", "only what goes out on this side").choices(["discord", "twilio"]))
      .option("--rate <count>", "how many to take up in a second", rate, 10)
      .option("--dry-run", "show what would go where and why, and stop", false),
    async () => (await import("./commands/replay.ts")).replay,
  );
}

const loadBlock = () => import("./commands/block.ts");

function addBlocklist(program: Command, bind: Bind): void {
  const add = (name: string, description: string) =>
    withRemote(withJson(withConfig(program.command(name).description(description))));
  bind<BlockOptions>(
    add("block", "answer a member no more, until then or for good")
      .argument("<member>", "their id on Discord, or @ and their name")
      .requiredOption("--reason <text>", "why; the member reads it")
      .option("--until <time>", "its end: 2h or 3d from now, or a time; none when left out", coming),
    async () => (await loadBlock()).block,
  );
  bind<RemoteOptions>(
    add("unblock", "answer a blocked member again").argument(
      "<member>",
      "their id on Discord, or @ and their name",
    ),
    async () => (await loadBlock()).unblock,
  );
  bind<RemoteOptions>(
    add("blocked", "list who is blocked, why and until when"),
    async () => (await loadBlock()).blocked,
  );
}

function rate(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1 && value <= 50) return value;
  throw new InvalidArgumentError("It has to be a whole number from 1 to 50: Discord takes no more.");
}

function reason(text: string): string {
  if (text.trim() !== "") return text.trim();
  throw new InvalidArgumentError("Say why: whoever looks at it later has nothing else to go by.");
}
