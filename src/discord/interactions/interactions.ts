import { API } from "@discordjs/core/http-only";
import type { REST } from "@discordjs/rest";
import type { APIApplicationCommandAutocompleteInteraction, APIInteraction } from "discord-api-types/v10";
import { sleep, type Clock } from "../../domain/clock.ts";
import type { FormOf } from "../../bridge/ports.ts";
import type { Happening } from "../../domain/event.ts";
import { asFailure } from "../../domain/failure.ts";
import type { EpochMs, InteractionId } from "../../domain/ids.ts";
import type { Log } from "../../domain/log.ts";
import { choicesFor, type Suggestions } from "./autocomplete.ts";
import { callDiscord } from "../rest/call.ts";
import { type FirstAnswer, firstAnswerTo, giveFirstAnswer, isFinishedLater } from "./first-answer.ts";
import { snowflakeTime } from "../snowflake.ts";

/** An interaction's first answer must reach Discord within this time (documented). */
const FIRST_ANSWER_MS = 3_000;
/** Its token is good for this long (documented). */
const TOKEN_LIFE_MS = 15 * 60_000;
/** How many interactions are remembered at once; the oldest go first. */
const MOST_REMEMBERED = 10_000;
const BETWEEN_TRIES_MS = 250;

/** What it takes to finish the reply of an interaction. Kept in memory only, never logged, never stored. */
export interface ReplyGrant {
  readonly applicationId: string;
  readonly token: string;
}

/** The door at which interactions are acknowledged, at once and outside every lane. */
export interface Interactions {
  /**
   * Acknowledges a command or a button that stands for one (its form opens, or a reply only its user sees will
   * follow), or another button's press (its form opens, or nothing changes in the message). One that Discord replays
   * after its three seconds is dead and only logged; what it asks for is an event all the same.
   */
  arrived(interaction: APIInteraction, happening: Happening, replayed: boolean): void;
  /** Offers what fits what a member is typing. Once only: by a second try they would have typed on. */
  typed(interaction: APIApplicationCommandAutocompleteInteraction): void;
  /** Waits for the acknowledgement; null when there is no reply to finish, or it is too late for it. */
  grant(id: InteractionId): Promise<ReplyGrant | null>;
  /** Resolves when no acknowledgement is under way. */
  settled(): Promise<void>;
}

interface Remembered extends ReplyGrant {
  readonly expiresAt: EpochMs;
  readonly acknowledged: Promise<boolean>;
}

interface Dependencies {
  readonly rest: REST;
  readonly formOf: FormOf;
  readonly clock: Clock;
  readonly log: Log;
  readonly suggestions: Suggestions;
}

export function createInteractions(dependencies: Dependencies): Interactions {
  const { clock, log } = dependencies;
  const remembered = new Map<string, Remembered>();
  const underWay = new Set<Promise<boolean>>();
  const track = (answer: Promise<boolean>) => {
    underWay.add(answer);
    void answer.then(() => underWay.delete(answer));
  };

  const remember = (interaction: APIInteraction, acknowledged: Promise<boolean>) => {
    const { id, application_id: applicationId, token } = interaction;
    remembered.set(id, { applicationId, token, acknowledged, expiresAt: clock.now() + TOKEN_LIFE_MS });
    for (const [oldest, { expiresAt }] of remembered) {
      if (remembered.size <= MOST_REMEMBERED && expiresAt > clock.now()) break;
      remembered.delete(oldest);
    }
  };

  return {
    arrived(interaction, happening, replayed) {
      const age = clock.now() - snowflakeTime(interaction.id);
      // Only a replay is judged by its age: a host whose clock is wrong must still answer live ones.
      if (replayed && age > FIRST_ANSWER_MS) {
        log.warn("An interaction came too late to be acknowledged", {
          interaction: interaction.id,
          ageMs: age,
        });
        return;
      }
      const answer = firstAnswerTo(interaction, happening, dependencies.formOf);
      const acknowledged = acknowledge(interaction, answer, dependencies);
      track(acknowledged);
      // Any other press's "original" is the message with the button: there is no reply of ours to finish.
      if (isFinishedLater(answer)) remember(interaction, acknowledged);
    },
    typed: (interaction) => track(suggest(interaction, dependencies)),
    async grant(id) {
      const found = remembered.get(id);
      if (found === undefined || !(await found.acknowledged) || found.expiresAt <= clock.now()) return null;
      return { applicationId: found.applicationId, token: found.token };
    },
    async settled() {
      await Promise.all(underWay);
    },
  };
}

/** True when Discord took the choices. Never rejects. */
async function suggest(
  interaction: APIApplicationCommandAutocompleteInteraction,
  { rest, clock, log, suggestions }: Dependencies,
): Promise<boolean> {
  const { id, token } = interaction;
  try {
    const choices = choicesFor(interaction, suggestions);
    await callDiscord({
      doing: "offering choices",
      signal: new AbortController().signal,
      clock,
      timeoutMs: FIRST_ANSWER_MS,
      run: (signal) =>
        new API(rest).interactions.createAutocompleteResponse(id, token, { choices }, { signal }),
    });
    return true;
  } catch (thrown) {
    const failure = asFailure(thrown);
    log.warn("Choices could not be offered", {
      reason: failure.message,
      interaction: id,
      code: failure.code,
    });
    return false;
  }
}

/** Tries until it is acknowledged or too late; true when it is. Never rejects. */
async function acknowledge(
  interaction: APIInteraction,
  answer: FirstAnswer,
  { rest, clock, log }: Dependencies,
): Promise<boolean> {
  const deadline = clock.now() + FIRST_ANSWER_MS;
  for (;;) {
    try {
      await callDiscord({
        doing: "acknowledging an interaction",
        signal: new AbortController().signal,
        clock,
        timeoutMs: Math.max(1, deadline - clock.now()),
        run: (signal) => giveFirstAnswer(new API(rest), interaction, answer, signal),
      });
      return true;
    } catch (thrown) {
      const failure = asFailure(thrown);
      if (failure.retry && clock.now() + BETWEEN_TRIES_MS < deadline) {
        await sleep(clock, BETWEEN_TRIES_MS);
        continue;
      }
      log.warn("An interaction could not be acknowledged", {
        reason: failure.message,
        interaction: interaction.id,
        code: failure.code,
      });
      return false;
    }
  }
}
