import { html, type Html, type HtmlPart } from "../html.ts";
import type { CaseDay, OperationsView } from "../ports.ts";
import type { Frame } from "./frame.ts";
import { barChart, scoreChart } from "./parts/charts.ts";
import { deliveryHealth } from "./parts/delivery.ts";
import { icon } from "./parts/icon.ts";
import { layout } from "./parts/layout.ts";
import { liveTable } from "./parts/live-table.ts";
import { parkedList } from "./parts/parked-list.ts";
import { counted } from "./parts/text.ts";
import { spanOf, timeOf } from "./parts/time.ts";

const REFRESH_SECONDS = 10;

/** The whole desk at a glance: who talks, who waits, what was not delivered, and how it went lately. */
export function operatorPage(frame: Frame, view: OperationsView): Html {
  return layout(
    frame,
    { title: "Operations", here: "operations", refresh: REFRESH_SECONDS },
    html`<header class="head"><h1>Operations</h1></header>
      <div id="alerts" data-live>${alerts(frame, view)}</div>
      <div id="tiles" data-live>${tiles(view)}</div>
      <div class="operations">
        ${section("live", "Conversations", liveTable(frame, view))}
        ${section("parked", "Parked messages", parkedList(frame, view))}
        ${section("delivery", "Delivery", deliveryHealth(view))}
        ${section("promises", "Promises and ratings", promises(view))}
      </div>`,
  );
}

function section(id: string, title: string, body: HtmlPart): Html {
  return html`<section class="card part-${id}" aria-labelledby="${id}-title">
    <h2 id="${id}-title">${title}</h2>
    <div id="${id}" data-live>${body}</div>
  </section>`;
}

/** What staff was told of and lasts. */
function alerts({ now }: Frame, { ledger }: OperationsView): Html | null {
  if (ledger.alerts.length === 0) return null;
  return html`<ul class="alerts">
    ${ledger.alerts.map(
      ({ kind, subject, since }) =>
        html`<li>
          ${icon("alert")}<strong>${kind}</strong> ${subject} <span>for ${timeOf(since, "since", now)}</span>
        </li>`,
    )}
  </ul>`;
}

function tiles({ at, answering, ledger, live }: OperationsView): Html {
  const waits = live
    .filter(({ conversation }) => conversation.answering !== "assistant")
    .map(({ unansweredSince }) => unansweredSince)
    .filter((since) => since !== null);
  const longest = waits.length === 0 ? null : spanOf(Math.max(0, at - Math.min(...waits)));
  const { pending, undecided, oldestWaiting } = ledger;
  const onTheWay = pending.member + pending.agent + pending.assistant + undecided;
  const failed = ledger.failures.reduce((sum, { count }) => sum + count, 0);
  return html`<dl class="tiles">
    ${tile("Wait for an agent", answering.waiting, longest === null ? "nobody waits for an answer" : `longest ${longest}`, answering.waiting > 0 ? "warm" : "")}
    ${tile("With an agent", answering.agent, `${answering.assistant} with the assistant`)}
    ${tile("On the way", onTheWay, oldestWaiting === null ? "nothing waits" : `oldest ${spanOf(Math.max(0, at - oldestWaiting))}`)}
    ${tile("Parked", ledger.parked, ledger.parked === 0 ? "nothing was given up" : "wait for you", ledger.parked > 0 ? "bad" : "")}
    ${tile("Last hour", ledger.received, `events, ${counted(failed, "failed try", "failed tries")}`)}
  </dl>`;
}

function tile(name: string, figure: number, beside: string, tone = ""): Html {
  return html`<div class="tile ${tone}">
    <dt>${name}</dt>
    <dd><b>${figure}</b> <span>${beside}</span></dd>
  </div>`;
}

function promises({ days, cases }: OperationsView): Html {
  const opened = days.reduce((sum, day) => sum + day.opened, 0);
  return html`<p class="about">
      ${counted(opened, "case")} opened in the last two weeks, by the day they were opened (UTC).
    </p>
    <div class="charts">
      ${chart("First answers", days, (day) => [day.keptFirstAnswer, day.brokenFirstAnswer])}
      ${chart("Solutions", days, (day) => [day.keptResolution, day.brokenResolution])}
      ${scoreChart(cases.scores)}
    </div>`;
}

const DAY = new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", day: "numeric", month: "short" });

function chart(
  title: string,
  days: readonly CaseDay[],
  part: (day: CaseDay) => readonly [number, number],
): Html {
  return barChart({
    title,
    good: "In time",
    bad: "Late",
    stretch: "Day",
    bars: days.map((day) => {
      const [good, bad] = part(day);
      return { from: day.from, label: DAY.format(day.from), good, bad };
    }),
  });
}
