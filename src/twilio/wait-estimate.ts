/** What TaskRouter tells of a queue, as far as an estimate rests on it. */
export interface QueueFigures {
  readonly windowMinutes: number;
  /** How many were accepted in that time. */
  readonly accepted: number;
  /** How long those had waited. */
  readonly averageWaitSeconds: number;
  /** Agents who are there and not offline. */
  readonly freeAgents: number;
}

/** From fewer, nothing can be said. */
const FEWEST_ACCEPTED = 3;

/**
 * About how many minutes somebody at this place still waits; null when that would be a guess. With an agent for
 * everybody before them, they wait as others have lately; in a line, as fast as the line has lately moved.
 */
export function estimateMinutes(position: number, figures: QueueFigures): number | null {
  const { windowMinutes, accepted, averageWaitSeconds, freeAgents } = figures;
  if (!(accepted >= FEWEST_ACCEPTED) || !(freeAgents > 0)) return null;
  const asOthers = averageWaitSeconds / 60;
  const asTheLineMoves = (position * windowMinutes) / accepted;
  const minutes = position <= freeAgents ? Math.min(asOthers, asTheLineMoves) : asTheLineMoves;
  return Number.isFinite(minutes) ? rounded(minutes) : null;
}

/** As exact as it is true: by the minute up to ten, then by five. */
function rounded(minutes: number): number {
  if (minutes <= 10) return Math.max(1, Math.round(minutes));
  return Math.round(minutes / 5) * 5;
}
