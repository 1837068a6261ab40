interface Dated {
  readonly sid: string;
  readonly createdAt: number;
  readonly updatedAt: number;
}

export interface Workspace extends Dated {
  readonly friendlyName: string;
  readonly eventCallbackUrl: string;
  /** Comma separated; null for all events. */
  readonly eventsFilter: string | null;
  readonly defaultActivitySid: string;
  readonly timeoutActivitySid: string;
  readonly multiTaskEnabled: boolean;
  readonly prioritizeQueueOrder: "FIFO" | "LIFO";
}

export interface Activity extends Dated {
  readonly friendlyName: string;
  readonly available: boolean;
}

export interface TaskChannel extends Dated {
  readonly friendlyName: string;
  readonly uniqueName: string;
  readonly channelOptimizedRouting: boolean;
}

export interface TaskQueue extends Dated {
  readonly friendlyName: string;
  readonly targetWorkers: string;
  readonly maxReservedWorkers: number;
  readonly taskOrder: "FIFO" | "LIFO";
  readonly reservationActivitySid: string | null;
  readonly assignmentActivitySid: string | null;
}

export interface Workflow extends Dated {
  readonly friendlyName: string;
  readonly configuration: string;
  readonly assignmentCallbackUrl: string | null;
  readonly fallbackAssignmentCallbackUrl: string | null;
  /** In seconds. */
  readonly taskReservationTimeout: number;
}

export interface Worker extends Dated {
  readonly friendlyName: string;
  readonly attributes: string;
  readonly activitySid: string;
  readonly statusChangedAt: number;
}

export interface WorkerChannel extends Dated {
  readonly workerSid: string;
  readonly taskChannelSid: string;
  readonly capacity: number;
  readonly available: boolean;
}

export type TaskStatus = "pending" | "reserved" | "assigned" | "canceled" | "completed" | "wrapping";
export const TASK_STATUSES: readonly TaskStatus[] = [
  "pending",
  "reserved",
  "assigned",
  "canceled",
  "completed",
  "wrapping",
];

export interface Task extends Dated {
  readonly attributes: string;
  readonly status: TaskStatus;
  readonly reason: string | null;
  readonly priority: number;
  readonly timeoutSeconds: number;
  readonly workflowSid: string;
  readonly taskChannelSid: string;
  readonly queueSid: string | null;
  readonly queueEnteredAt: number | null;
  readonly virtualStartAt: number;
  /** Which target of the matched filter holds the task; null before a filter matched. */
  readonly route: TaskRoute | null;
  /** Workers who turned it down or let it pass; they are asked last. */
  readonly declinedBy: readonly string[];
  /** Counts the changes; the ETag. */
  readonly version: number;
}

export interface TaskRoute {
  readonly filterName: string;
  readonly targets: readonly Target[];
  readonly step: number;
}

/** Work for one worker alone. */
export interface DirectTarget {
  readonly queueSid: string;
  readonly workerSid: string;
}

/** One try of a workflow filter to place a task. */
export interface Target {
  readonly queueSid: string;
  /** An expression over the worker and `task.`; null for every worker of the queue. */
  readonly expression: string | null;
  /** The only worker who is offered it; absent when anybody is. */
  readonly workerSid?: string;
  readonly priority: number | null;
  /** Seconds until the next target has its turn; null for never. */
  readonly timeoutSeconds: number | null;
}

export type ReservationStatus =
  | "pending"
  | "accepted"
  | "rejected"
  | "timeout"
  | "canceled"
  | "rescinded"
  | "wrapping"
  | "completed";
export const RESERVATION_STATUSES: readonly ReservationStatus[] = [
  "pending",
  "accepted",
  "rejected",
  "timeout",
  "canceled",
  "rescinded",
  "wrapping",
  "completed",
];

export interface Reservation extends Dated {
  readonly taskSid: string;
  readonly workerSid: string;
  readonly queueSid: string;
  readonly status: ReservationStatus;
  readonly acceptedAt: number | null;
}
