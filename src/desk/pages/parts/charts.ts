import type { EpochMs } from "../../../domain/ids.ts";
import { html, type Html } from "../../html.ts";

/** One stretch of time in a chart: what went well stands below, what did not above it. */
export interface Bar {
  readonly from: EpochMs;
  readonly label: string;
  readonly good: number;
  readonly bad: number;
}

interface BarChart {
  readonly title: string;
  /** What the two parts are called. */
  readonly good: string;
  readonly bad: string;
  /** What a stretch is called in the table, such as "Day". */
  readonly stretch: string;
  readonly bars: readonly Bar[];
}

const HEIGHT = 60;
const STEP = 20;
const WIDTH = 14;

/** Bars over time as a picture, with the same figures as a table for whoever cannot see it. */
export function barChart({ title, good, bad, stretch, bars }: BarChart): Html {
  const highest = Math.max(1, ...bars.map((bar) => bar.good + bar.bad));
  const sum = (part: "good" | "bad") => bars.reduce((all, bar) => all + bar[part], 0);
  const [first, last] = [bars[0], bars.at(-1)];
  return html`<figure class="chart">
    <figcaption>
      <h3>${title}</h3>
      <p>
        <span class="key good"></span>${good} ${sum("good")} <span class="key bad"></span>${bad} ${sum("bad")}
      </p>
    </figcaption>
    <svg
      viewBox="0 0 ${bars.length * STEP} ${HEIGHT}"
      preserveAspectRatio="none"
      role="img"
      aria-label="${title}: ${good} ${sum("good")}, ${bad} ${sum("bad")}"
    >
      ${bars.map((bar, index) => barOf(bar, index * STEP + (STEP - WIDTH) / 2, highest))}
    </svg>
    <p class="axis" aria-hidden="true">
      <span>${first?.label ?? ""}</span><span>most ${highest}</span><span>${last?.label ?? ""}</span>
    </p>
    <details>
      <summary>As a table<span class="unseen">: ${title}</span></summary>
      <table>
        <thead>
          <tr>
            <th scope="col">${stretch}</th>
            <th scope="col">${good}</th>
            <th scope="col">${bad}</th>
          </tr>
        </thead>
        <tbody>
          ${bars.map(
            (bar) =>
              html`<tr>
                <th scope="row">${bar.label}</th>
                <td>${bar.good}</td>
                <td>${bar.bad}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </details>
  </figure>`;
}

function barOf({ label, good, bad }: Bar, x: number, highest: number): Html {
  const tall = (count: number) => (count / highest) * HEIGHT;
  const rect = (name: string, y: number, height: number) =>
    height === 0
      ? null
      : html`<rect
          class="${name}"
          x="${x}"
          y="${y.toFixed(2)}"
          width="${WIDTH}"
          height="${height.toFixed(2)}"
        />`;
  return html`<g>
    <title>${label}: ${good} and ${bad}</title>
    <rect class="ground" x="${x}" y="${HEIGHT - 1}" width="${WIDTH}" height="1" />
    ${rect("good", HEIGHT - tall(good), tall(good))}
    ${rect("bad", HEIGHT - tall(good) - tall(bad), tall(bad))}
  </g>`;
}

/** How often each score was given, the best first. */
export function scoreChart(scores: readonly number[]): Html {
  const rated = scores.reduce((sum, count) => sum + count, 0);
  const mean = scores.reduce((sum, count, index) => sum + count * (index + 1), 0) / Math.max(1, rated);
  return html`<figure class="chart scores">
    <figcaption>
      <h3>Ratings</h3>
      <p>${rated === 0 ? "Nobody has rated yet" : `${mean.toFixed(1)} of 5 on average, ${rated} rated`}</p>
    </figcaption>
    <dl>
      ${[5, 4, 3, 2, 1].map((score) => scoreRow(score, scores[score - 1] ?? 0, Math.max(1, ...scores)))}
    </dl>
  </figure>`;
}

function scoreRow(score: number, count: number, highest: number): Html {
  return html`<div>
    <dt>${score}<span aria-hidden="true"> ★</span><span class="unseen"> of 5</span></dt>
    <dd>
      <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
        <rect class="ground" width="100" height="8" rx="2" />
        <rect class="score-${score}" width="${((count / highest) * 100).toFixed(1)}" height="8" rx="2" />
      </svg>
      ${count}
    </dd>
  </div>`;
}
