import { html, type Html } from "../../html.ts";
import type { OperationsView } from "../../ports.ts";
import { barChart } from "./charts.ts";
import { momentOf, tookOf } from "./time.ts";

const SIDES = { member: "Members", agent: "Agents", assistant: "Assistant" } as const;

/** How deliveries went in the last hour: how many, how fast, and what failed. */
export function deliveryHealth({ spans, delivery, ledger }: OperationsView): Html {
  return html`${barChart({
      title: "Deliveries in the last hour",
      good: "Delivered",
      bad: "Failed tries",
      stretch: "From",
      bars: spans.map(({ from, delivered, failedTries }) => ({
        from,
        label: momentOf(from).slice(-9),
        good: delivered,
        bad: failedTries,
      })),
    })}
    <table class="figures">
      <thead>
        <tr>
          <th scope="col">To</th>
          <th scope="col">Delivered</th>
          <th scope="col">Median</th>
          <th scope="col">95 % within</th>
        </tr>
      </thead>
      <tbody>
        ${delivery.map(
          ({ to, delivered, medianMs, slowMs }) =>
            html`<tr>
              <th scope="row">${SIDES[to]}</th>
              <td>${delivered}</td>
              <td>${medianMs === null ? "–" : tookOf(medianMs)}</td>
              <td>${slowMs === null ? "–" : tookOf(slowMs)}</td>
            </tr>`,
        )}
      </tbody>
    </table>
    ${ledger.failures.length === 0 ? null : failures(ledger.failures)}`;
}

function failures(list: OperationsView["ledger"]["failures"]): Html {
  return html`<h3>What failed</h3>
    <ul class="links">
      ${list.map(({ code, count }) => html`<li><code>${code}</code> <span class="whose">${count}</span></li>`)}
    </ul>`;
}
