import type { Circuit } from "./circuit.ts";
import type { Direction } from "./effect.ts";
import { createTurns, type Turns } from "../domain/turns.ts";

/** What all lanes of one direction share, so that an outage of one side never slows another. */
export interface Side {
  readonly circuit: Circuit;
  readonly turns: Turns;
}

export type SidesByDirection = Readonly<Record<Direction, Side>>;

/**
 * How many calls are on their way to one side at once. More would not be faster, as the vendors count
 * requests a second; and when a token is revoked, this many calls are refused before anybody knows.
 */
const CALLS_AT_ONCE = 12;

export function createSides(open: (direction: Direction) => Circuit): SidesByDirection {
  const side = (direction: Direction): Side => ({
    circuit: open(direction),
    turns: createTurns(CALLS_AT_ONCE),
  });
  return { member: side("member"), agent: side("agent"), assistant: side("assistant") };
}
