import { ledger } from "./0001-ledger.ts";
import { repair } from "./0002-repair.ts";
import { operator } from "./0003-operator.ts";
import { card } from "./0004-card.ts";
import { changes } from "./0005-changes.ts";
import { alerts } from "./0006-alerts.ts";
import { places } from "./0007-places.ts";
import { cases } from "./0008-cases.ts";
import { announcements } from "./0009-announcements.ts";
import { gates } from "./0010-gates.ts";
import { blocks } from "./0011-blocks.ts";
import { newcomers } from "./0012-newcomers.ts";
import { trackers } from "./0013-trackers.ts";
import { caseSearch } from "./0014-case-search.ts";
import { laneOrder } from "./0015-lane-order.ts";
import { reports } from "./0016-reports.ts";
import { ideas } from "./0017-ideas.ts";
import { trackerReadings } from "./0018-tracker-readings.ts";

/** Every change to the schema, in order; the place in the list plus one is the version it leads to. */
export const migrations: readonly string[] = [
  ledger,
  repair,
  operator,
  card,
  changes,
  alerts,
  places,
  cases,
  announcements,
  gates,
  blocks,
  newcomers,
  trackers,
  caseSearch,
  laneOrder,
  reports,
  ideas,
  trackerReadings,
];
