import { checkEnded, checkFence, checkStored } from "./checks.ts";
import { createDaemon, REAL_PARTS, type Daemon, type Parts } from "./daemon.ts";
import type { MemberId, PostId } from "../../src/domain/ids.ts";
import { createDiscord, type Discord, type Post } from "./discord.ts";
import { createDisk, type Disk } from "./disk.ts";
import { membersOf, playAgent, playImpatience, playMember, playPartings } from "./people.ts";
import { createTwilio, looseCallbacks } from "./twilio.ts";
import type { Doors } from "./twilio-account.ts";
import { createWorld, later, stopFaults, type World } from "./world.ts";

export interface Outcome {
  readonly seed: number;
  /** Empty when all went well. */
  readonly violations: readonly string[];
  readonly trace: readonly string[];
  /** What happened, so that nobody takes silence for success. */
  readonly counts: {
    readonly posts: number;
    readonly agentLines: number;
    readonly deaths: number;
    readonly unheard: number;
    /** What members did that no gateway session told. */
    readonly missed: number;
    /** Versions of members' messages behind their first, and messages taken back. */
    readonly changes: number;
  };
}

export interface SimulateOptions {
  readonly parts?: Partial<Parts>;
  /** False for a disk that forgets what it has promised. */
  readonly durable?: boolean;
  /** For so long, from some time on, nothing that calls us gets through. */
  readonly unheardMs?: number;
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
/** Things go wrong for so long; then they stop, and everything must come to rest. */
const TROUBLE_MS = 12 * MINUTE;
/** Before that most conversations begin. */
const UNHEARD_FROM_MS = 3 * MINUTE;
const MOST_STEPS = 60_000;
/** Nothing may happen for so long before it counts as rest. */
const REST_MS = 3 * MINUTE;

/** Plays one seed from beginning to end. The same seed always gives the same outcome. */
export async function simulate(seed: number, options: SimulateOptions = {}): Promise<Outcome> {
  const world = createWorld(seed);
  const members = membersOf(world.random.between(1, 3));
  const stage = openStage(world, members, options);
  const { discord, twilio, disk, daemon } = stage;
  try {
    daemon.start();
    for (const memberId of members) playMember(world, discord, memberId);
    planTrouble(stage, playImpatience(world, discord, members));
    const unheardMs = options.unheardMs ?? 0;
    if (unheardMs > 0)
      later(world, world.random.between(SECOND, UNHEARD_FROM_MS), () => stage.goUnheard(unheardMs));
    const troubleMs = Math.max(TROUBLE_MS, UNHEARD_FROM_MS + unheardMs);
    const troubleEnds = world.scheduler.now() + troubleMs;
    later(world, troubleMs, () => endTrouble(stage, members));
    await world.scheduler.run(() => world.scheduler.now() >= troubleEnds && isQuiet(stage), MOST_STEPS);
    await rest(stage);
  } catch (thrown) {
    world.violated(thrown instanceof Error ? thrown.message : String(thrown));
  }
  checkEnded({ world, discord, twilio, stored: disk.stored(), members, unknowable: stage.unknowable });
  const posts = members.flatMap((memberId) => discord.posts(memberId)).filter(({ by }) => by === "member");
  const lines = twilio.conversations.flatMap((one) => one.lines).filter(({ voice }) => voice === "agent");
  const changesOf = ({ versions, removed }: Pick<Post, "versions" | "removed">) =>
    versions.length - 1 + (removed === true ? 1 : 0);
  const counts = {
    missed: discord.gateway.missed.size,
    changes: posts.reduce((sum, post) => sum + changesOf(post), 0),
    posts: posts.length,
    agentLines: lines.length,
    deaths: stage.deaths(),
    unheard: stage.unheard(),
  };
  return { seed, violations: world.violations, trace: world.trace, counts };
}

interface Stage {
  readonly world: World;
  readonly disk: Disk;
  readonly discord: Discord;
  readonly twilio: ReturnType<typeof createTwilio>;
  readonly daemon: Daemon;
  readonly deaths: () => number;
  /** Callbacks that were made and not taken in that time. */
  readonly unheard: () => number;
  /** Posts that no session told, in places that nobody knew. */
  readonly unknowable: ReadonlySet<PostId>;
  goUnheard(ms: number): void;
}

function openStage(
  world: World,
  members: readonly MemberId[],
  { parts = {}, durable = true }: SimulateOptions,
): Stage {
  let deaths = 0;
  const disk = createDisk(world, { durable, onCommitted: (stored) => checkStored(world, stored) });
  const discord = createDiscord(world, () => disk.stored().checkpoint);
  const unknowable = new Set<PostId>();
  const daemon: Daemon = createDaemon({
    world,
    disk,
    discord,
    twilio: () => twilio,
    parts: { ...REAL_PARTS, ...parts },
    onDown() {
      deaths += 1;
      // Sometimes down for longer than Discord knows a nonce again.
      const down = world.random.chance(0.7)
        ? world.random.between(100, 10 * SECOND)
        : world.random.between(MINUTE, 6 * MINUTE);
      later(world, down, () => daemon.start());
    },
    onSay: (line) => checkFence(world, disk.stored(), line),
    onPost: (line) => checkFence(world, disk.stored(), line),
    onGap(gap) {
      const known = new Set(gap?.places.map(({ memberId }) => memberId));
      const unknown = members.filter((memberId) => !known.has(memberId));
      const missed = unknown
        .flatMap((memberId) => discord.posts(memberId))
        .filter(({ id }) => discord.gateway.missed.has(id));
      for (const { id } of missed) unknowable.add(id);
    },
  });
  let listens = true;
  let unheard = 0;
  const missed = () => {
    unheard += 1;
    return Promise.resolve(null);
  };
  const doors: Doors = {
    tell: (event) => (listens ? daemon.doors.tell(event) : missed()),
    ask: (event) => (listens ? daemon.doors.ask(event) : missed()),
  };
  const goUnheard = (ms: number) => {
    world.note("twilio", "cannot reach us");
    listens = false;
    later(world, ms, () => {
      world.note("twilio", "reaches us again");
      listens = true;
    });
  };
  const twilio = createTwilio(world, {
    doors,
    callbacks: looseCallbacks(world, doors),
    onTask: (conversation, task) => playAgent({ world, twilio, discord }, conversation, task),
  });
  const counts = { deaths: () => deaths, unheard: () => unheard };
  return { world, disk, discord, twilio, daemon, unknowable, goUnheard, ...counts };
}

function planTrouble(stage: Stage, unanswered: () => void): void {
  const { world, daemon, discord } = stage;
  const { gateway } = discord;
  const { random } = world;
  const cutOff = playPartings(stage);
  const sometime = () => random.between(SECOND, TROUBLE_MS - SECOND);
  for (let n = random.between(0, 2); n > 0; n -= 1) later(world, sometime(), () => daemon.kill());
  if (random.chance(0.3)) later(world, sometime(), () => void daemon.stop());
  if (random.chance(0.3)) later(world, sometime(), () => gateway.disconnect());
  for (let n = random.chance(0.3) ? random.between(1, 2) : 0; n > 0; n -= 1) {
    later(world, sometime(), () => {
      gateway.invalidate();
      unanswered();
    });
  }
  for (const vendor of ["discord", "twilio"] as const) {
    if (random.chance(0.7)) continue;
    later(world, sometime(), () => {
      world.note(vendor, "goes out");
      world.outages.add(vendor);
      const forMs = random.between(SECOND, 5 * MINUTE);
      if (vendor === "discord") gateway.disconnect();
      else cutOff(forMs);
      later(world, forMs, () => {
        world.note(vendor, "is back");
        world.outages.delete(vendor);
      });
    });
  }
}

function endTrouble({ world, discord }: Stage, members: readonly MemberId[]): void {
  world.note("world", "all trouble ends");
  stopFaults(world);
  for (const memberId of members) discord.setOpen(memberId, true);
}

/** Nobody has anything left to do. Retries still waiting are effects that are pending. */
function isQuiet({ world, disk, discord, daemon }: Stage): boolean {
  if (world.underway > 0 || !daemon.up || !discord.gateway.sent() || disk.waiting() > 0) return false;
  const { events, effects, timers, gaps } = disk.stored();
  return (
    timers.length === 0 &&
    gaps.every(({ closed }) => closed) &&
    events.every(({ state }) => state !== "new") &&
    effects.every(({ state }) => state !== "pending")
  );
}

async function rest(stage: Stage): Promise<void> {
  const { scheduler } = stage.world;
  for (;;) {
    const until = scheduler.now() + REST_MS;
    scheduler.after(REST_MS, () => undefined);
    await scheduler.run(() => scheduler.now() >= until, MOST_STEPS);
    if (isQuiet(stage)) return;
    await scheduler.run(() => isQuiet(stage), MOST_STEPS);
  }
}
