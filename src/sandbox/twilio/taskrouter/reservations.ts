import { invalidParameter } from "../wire/api-error.ts";
import type { Reservation, ReservationStatus, Task } from "./model.ts";
import { decline, offerTasks, putTask } from "./offers.ts";
import { mustGet } from "./store.ts";
import type { TaskRouter } from "./taskrouter.ts";

/** A worker takes the task; other offers of it are rescinded. */
export function acceptReservation(router: TaskRouter, reservation: Reservation): Reservation {
  refuseUnless(reservation, ["pending"], "accepted");
  const { store, events } = router;
  const task = mustGet(store.tasks, reservation.taskSid, "Tasks");
  const accepted = setStatus(router, { ...reservation, acceptedAt: router.runtime.now() }, "accepted");
  const assigned = putTask(router, { ...task, status: "assigned" });
  endOffers(router, assigned, "rescinded");
  events.reservation("reservation.accepted", accepted, assigned);
  return accepted;
}

/** A worker turns the task down: it is offered again, to others first. */
export function rejectReservation(router: TaskRouter, reservation: Reservation): Reservation {
  refuseUnless(reservation, ["pending"], "rejected");
  const rejected = decline(router, reservation, "rejected");
  offerTasks(router);
  return rejected;
}

/** Ends the offers that nobody has accepted. */
export function endOffers(router: TaskRouter, task: Task, status: "rescinded" | "canceled"): void {
  for (const offer of router.store.reservations.of(task.sid)) {
    if (offer.status !== "pending") continue;
    router.events.reservation(`reservation.${status}`, setStatus(router, offer, status), task);
  }
}

/** Moves the accepted reservations of a task along with it. */
export function followTask(router: TaskRouter, task: Task, status: "wrapping" | "completed"): void {
  for (const reservation of router.store.reservations.of(task.sid)) {
    if (reservation.status !== "accepted" && reservation.status !== "wrapping") continue;
    const followed = setStatus(router, reservation, status);
    router.events.reservation(
      status === "wrapping" ? "reservation.wrapup" : "reservation.completed",
      followed,
      task,
    );
  }
}

function setStatus(router: TaskRouter, reservation: Reservation, status: ReservationStatus): Reservation {
  return router.store.reservations.put({ ...reservation, status, updatedAt: router.runtime.now() });
}

export function refuseUnless(
  { status, sid }: { readonly status: string; readonly sid: string },
  allowed: readonly string[],
  wanted: string,
): void {
  if (allowed.includes(status)) return;
  throw invalidParameter(`${sid} cannot become ${wanted}: it is ${status}, not ${allowed.join(" or ")}`);
}
