import { notFound, notImitated } from "../wire/api-error.ts";
import { page } from "../wire/page.ts";
import type { Call } from "../wire/routes.ts";
import { PAGE_MAX, type WorkspaceLevel } from "./level.ts";
import { RESERVATION_STATUSES, type Reservation } from "./model.ts";
import { acceptReservation, rejectReservation } from "./reservations.ts";
import { showReservation } from "./show.ts";
import type { TaskRouter } from "./taskrouter.ts";

/** Reservations are served below their task and below their worker. */
export function reservationRoutes({ routes, base, router }: WorkspaceLevel): void {
  for (const below of ["Tasks", "Workers"] as const) {
    const parentName = below === "Tasks" ? "TaskSid" : "WorkerSid";
    const path = `${base}/${below}/:${parentName}/Reservations`;
    const children = (call: Call) => {
      const { reservations } = router(call).store;
      const parent = call.path(parentName);
      return below === "Tasks"
        ? reservations.of(parent)
        : reservations.all().filter(({ workerSid }) => workerSid === parent);
    };
    const find = (call: Call) => {
      const found = children(call).find(({ sid }) => sid === call.path("Sid"));
      if (found === undefined) throw notFound(call.resource);
      return found;
    };
    routes.get(path, (call) => {
      const status = call.query.choice("ReservationStatus", RESERVATION_STATUSES);
      return page(call, {
        key: "reservations",
        items: children(call).filter((reservation) => status === undefined || reservation.status === status),
        show: (reservation) => showReservation(router(call), reservation, below),
        max: PAGE_MAX,
      });
    });
    routes.get(`${path}/:Sid`, (call) => showReservation(router(call), find(call), below));
    routes.update(`${path}/:Sid`, (call) =>
      showReservation(router(call), updateReservation(call, router(call), find(call)), below),
    );
  }
}

function updateReservation(call: Call, router: TaskRouter, reservation: Reservation): Reservation {
  if (call.form.has("Instruction")) throw notImitated("reservation instructions");
  const status = call.form.choice("ReservationStatus", RESERVATION_STATUSES);
  if (status === "accepted") return acceptReservation(router, reservation);
  if (status === "rejected") return rejectReservation(router, reservation);
  throw notImitated(`reservations updated to ${status ?? "nothing"}`);
}
