import { asFailure, type Failure } from "../../domain/failure.ts";

export interface ScheduleRequest<Item> {
  readonly items: readonly Item[];
  nameOf(item: Item): string;
  /** Names of what must be done first; names of no item are taken to be done. */
  needs(item: Item): readonly string[];
  /** Items of one lane share its limit. */
  lane(item: Item): { readonly name: string; readonly concurrency: number };
  perform(item: Item): Promise<void>;
  /** Once true, nothing new is begun. */
  stopped(): boolean;
}

export interface ScheduleResult<Item> {
  readonly done: readonly Item[];
  readonly failed: readonly { readonly step: Item; readonly failure: Failure }[];
  readonly notStarted: readonly Item[];
}

/**
 * Performs every item once what it needs is done, as many at a time as their lanes allow. After the first
 * failure nothing new is begun. Never rejects.
 */
export async function runSchedule<Item>(request: ScheduleRequest<Item>): Promise<ScheduleResult<Item>> {
  const waiting = new Set(request.items);
  const unfinished = new Set(request.items.map((item) => request.nameOf(item)));
  const busy = new Map<string, number>();
  const done: Item[] = [];
  const failed: { step: Item; failure: Failure }[] = [];
  const running = new Set<Promise<void>>();

  const isReady = (item: Item): boolean => {
    const { name, concurrency } = request.lane(item);
    return (
      (busy.get(name) ?? 0) < concurrency &&
      request.needs(item).every((need) => need === request.nameOf(item) || !unfinished.has(need))
    );
  };
  const finish = async (item: Item): Promise<void> => {
    try {
      await request.perform(item);
      done.push(item);
      unfinished.delete(request.nameOf(item));
    } catch (error) {
      failed.push({ step: item, failure: asFailure(error) });
    }
  };
  const begin = (item: Item): void => {
    const { name } = request.lane(item);
    busy.set(name, (busy.get(name) ?? 0) + 1);
    waiting.delete(item);
    const run = finish(item).finally(() => {
      busy.set(name, (busy.get(name) ?? 1) - 1);
      running.delete(run);
    });
    running.add(run);
  };

  for (;;) {
    if (failed.length === 0 && !request.stopped()) {
      for (const item of waiting) if (isReady(item)) begin(item);
    }
    if (running.size === 0) break;
    await Promise.race(running);
  }
  return { done, failed, notStarted: [...waiting] };
}
