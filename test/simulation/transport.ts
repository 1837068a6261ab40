import type { TaskFacts, TaskSearch, Transport, TransportLine } from "../../src/bridge/ports.ts";
import { catchUp } from "./catch-up.ts";
import type { World } from "./world.ts";
import { Failure } from "../../src/domain/failure.ts";
import type { Clock } from "../../src/domain/clock.ts";
import type { Request } from "./network.ts";
import { isLive, type Twilio } from "./twilio-account.ts";

/** The daemon's way to Twilio, step by step as `twilio/transports/` goes it. */
export function createTransport(options: {
  readonly world: World;
  readonly twilio: Twilio;
  readonly request: Request;
  readonly clock: Clock;
  readonly onPost: (line: TransportLine) => void;
}): Transport {
  const { world, twilio, request, clock, onPost } = options;
  return {
    openingsPerSecond: 30,
    async ensureConversation({ name, memberId }, signal) {
      const { sid } = await request(`creating ${name}`, signal, () => twilio.create(name, memberId));
      return request(`completing ${name}`, signal, () => twilio.active(sid).sid);
    },
    async post(line, signal) {
      onPost(line);
      const { conversation, key, voice, text, postId } = line;
      const find = () => twilio.get(conversation).lines.find((one) => one.key === key);
      const earlier = line.inDoubt ? await request(`looking for ${key}`, signal, find) : undefined;
      if (earlier !== undefined) return { id: earlier.sid, index: earlier.index };
      const written = await request(`posting ${key}`, signal, () => {
        const there = twilio.active(conversation);
        const added = twilio.add(there, { voice, text, key, postId });
        if (line.startsFlow) twilio.wakeFlow(there, added);
        return added;
      });
      return { id: written.sid, index: written.index };
    },
    openFile: () => Promise.reject(new Failure("file.refused", "Nobody sends files here.")),
    edit: ({ conversation, id, text }, signal) =>
      request(`changing ${id}`, signal, () => twilio.change(twilio.active(conversation), id, { text })),
    remove: ({ conversation, id }, signal) =>
      request(`removing ${id}`, signal, () =>
        twilio.change(twilio.active(conversation), id, { removed: true }),
      ),
    requestAgent: ({ conversation }, signal) =>
      request(`requesting an agent for ${conversation}`, signal, () => {
        twilio.active(conversation).agentRequested = true;
      }),
    ensureTask: (facts, signal) => ensureTask({ twilio, request, clock }, facts, signal),
    detachFlow: (conversation, signal) =>
      request(`detaching the flow of ${conversation}`, signal, () => {
        twilio.get(conversation).flowAttached = false;
      }),
    close: (conversation, signal) =>
      request(`closing ${conversation}`, signal, () => {
        // What we close ourselves calls nobody back.
        twilio.get(conversation).state = "closed";
      }),
    describe: (_facts, signal) => request(`describing a member`, signal, () => undefined),
    rate: (_task, _rating, signal) => request(`rating`, signal, () => true),
    stateOf: (conversation, signal) =>
      request(`looking at ${conversation}`, signal, () => twilio.get(conversation).state),
    catchUp: (known, signal) => catchUp({ world, twilio, request }, known, signal),
    queueStanding: (id, signal) =>
      request(`looking up the queue`, signal, () => {
        const waiting = twilio.conversations
          .flatMap(({ tasks }) => tasks)
          .filter(({ status }) => status === "waiting");
        const place = waiting.findIndex((task) => task.id === id);
        return place < 0 ? null : { position: place + 1, minutes: null };
      }),
  };
}

const LATER: TaskSearch = { found: null, comeBackMs: 5_000 };
const INTERACTION_FAILED_MS = 60_000;

async function ensureTask(
  parts: { readonly twilio: Twilio; readonly request: Request; readonly clock: Clock },
  { conversation }: TaskFacts,
  signal: AbortSignal,
): Promise<TaskSearch> {
  const { twilio, request, clock } = parts;
  const read = <Result>(doing: string, serve: () => Result) => request(doing, signal, serve);
  const find = () => read("looking for a task", () => twilio.get(conversation).tasks.find(isLive));
  const found = await find();
  if (found !== undefined) return { found: found.id };
  const wasAttached = await read("detaching the flow", () => {
    const there = twilio.get(conversation);
    const before = there.flowAttached;
    there.flowAttached = false;
    return before;
  });
  if (wasAttached) return LATER;
  if (await read("looking for executions", () => twilio.get(conversation).flowRuns)) return LATER;
  const foundNow = await find();
  if (foundNow !== undefined) return { found: foundNow.id };
  const askedAt = await read("reading the mark", () => twilio.active(conversation).interactionAskedAt);
  if (askedAt !== null && clock.now() - askedAt < INTERACTION_FAILED_MS) return LATER;
  await read("leaving the mark", () => {
    twilio.active(conversation).interactionAskedAt = clock.now();
  });
  await read("asking for an interaction", () => twilio.createTask(twilio.active(conversation)));
  return LATER;
}
