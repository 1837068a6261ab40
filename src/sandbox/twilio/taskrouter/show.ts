import { isoSeconds } from "../wire/json.ts";
import type {
  Activity,
  Reservation,
  Task,
  TaskChannel,
  TaskQueue,
  Worker,
  WorkerChannel,
  Workflow,
  Workspace,
} from "./model.ts";
import { heldTasks, isAvailable } from "./offers.ts";
import type { TaskRouter } from "./taskrouter.ts";

type Shown = Record<string, unknown>;

export function workspaceUrl({ runtime }: TaskRouter): string {
  return `https://taskrouter.twilio.com/v1/Workspaces/${runtime.ready.workspaceSid}`;
}

/** What all resources of the workspace begin with. */
function base(
  router: TaskRouter,
  item: { readonly sid: string; readonly createdAt: number; readonly updatedAt: number },
): Shown {
  return {
    account_sid: router.runtime.ready.accountSid,
    workspace_sid: router.runtime.ready.workspaceSid,
    sid: item.sid,
    date_created: isoSeconds(item.createdAt),
    date_updated: isoSeconds(item.updatedAt),
  };
}

export function showWorkspace(router: TaskRouter, workspace: Workspace): Shown {
  const { activities } = router.store;
  const url = workspaceUrl(router);
  const { workspace_sid: _own, ...common } = base(router, workspace);
  return {
    ...common,
    friendly_name: workspace.friendlyName,
    default_activity_name: activities.get(workspace.defaultActivitySid)?.friendlyName ?? null,
    default_activity_sid: workspace.defaultActivitySid,
    event_callback_url: workspace.eventCallbackUrl,
    events_filter: workspace.eventsFilter,
    multi_task_enabled: workspace.multiTaskEnabled,
    timeout_activity_name: activities.get(workspace.timeoutActivitySid)?.friendlyName ?? null,
    timeout_activity_sid: workspace.timeoutActivitySid,
    prioritize_queue_order: workspace.prioritizeQueueOrder,
    url,
    links: {
      activities: `${url}/Activities`,
      statistics: `${url}/Statistics`,
      real_time_statistics: `${url}/RealTimeStatistics`,
      cumulative_statistics: `${url}/CumulativeStatistics`,
      task_queues: `${url}/TaskQueues`,
      tasks: `${url}/Tasks`,
      workers: `${url}/Workers`,
      workflows: `${url}/Workflows`,
      task_channels: `${url}/TaskChannels`,
      events: `${url}/Events`,
    },
  };
}

export function showActivity(router: TaskRouter, activity: Activity): Shown {
  const workspace = workspaceUrl(router);
  return {
    ...base(router, activity),
    friendly_name: activity.friendlyName,
    available: activity.available,
    url: `${workspace}/Activities/${activity.sid}`,
    links: { workspace },
  };
}

export function showTaskChannel(router: TaskRouter, channel: TaskChannel): Shown {
  const workspace = workspaceUrl(router);
  return {
    ...base(router, channel),
    friendly_name: channel.friendlyName,
    unique_name: channel.uniqueName,
    channel_optimized_routing: channel.channelOptimizedRouting,
    url: `${workspace}/TaskChannels/${channel.sid}`,
    links: { workspace },
  };
}

export function showQueue(router: TaskRouter, queue: TaskQueue): Shown {
  const workspace = workspaceUrl(router);
  const url = `${workspace}/TaskQueues/${queue.sid}`;
  const activity = (sid: string | null) => (sid === null ? undefined : router.store.activities.get(sid));
  const assignment = queue.assignmentActivitySid;
  const reservation = queue.reservationActivitySid;
  return {
    ...base(router, queue),
    friendly_name: queue.friendlyName,
    target_workers: queue.targetWorkers,
    max_reserved_workers: queue.maxReservedWorkers,
    task_order: queue.taskOrder,
    assignment_activity_sid: assignment,
    assignment_activity_name: activity(assignment)?.friendlyName ?? null,
    reservation_activity_sid: reservation,
    reservation_activity_name: activity(reservation)?.friendlyName ?? null,
    url,
    links: {
      ...(assignment === null ? {} : { assignment_activity: `${workspace}/Activities/${assignment}` }),
      ...(reservation === null ? {} : { reservation_activity: `${workspace}/Activities/${reservation}` }),
      workspace,
      statistics: `${url}/Statistics`,
      real_time_statistics: `${url}/RealTimeStatistics`,
      cumulative_statistics: `${url}/CumulativeStatistics`,
      list_statistics: `${workspace}/TaskQueues/Statistics`,
      bulk_real_time_statistics: `${workspace}/TaskQueues/RealTimeStatistics`,
    },
  };
}

export function showWorkflow(router: TaskRouter, workflow: Workflow): Shown {
  const url = `${workspaceUrl(router)}/Workflows/${workflow.sid}`;
  return {
    ...base(router, workflow),
    friendly_name: workflow.friendlyName,
    configuration: workflow.configuration,
    assignment_callback_url: workflow.assignmentCallbackUrl,
    fallback_assignment_callback_url: workflow.fallbackAssignmentCallbackUrl,
    document_content_type: "application/json",
    task_reservation_timeout: workflow.taskReservationTimeout,
    url,
    links: {
      statistics: `${url}/Statistics`,
      real_time_statistics: `${url}/RealTimeStatistics`,
      cumulative_statistics: `${url}/CumulativeStatistics`,
    },
  };
}

export function showWorker(router: TaskRouter, worker: Worker): Shown {
  const workspace = workspaceUrl(router);
  const url = `${workspace}/Workers/${worker.sid}`;
  return {
    ...base(router, worker),
    friendly_name: worker.friendlyName,
    attributes: worker.attributes,
    activity_sid: worker.activitySid,
    activity_name: router.store.activities.get(worker.activitySid)?.friendlyName ?? null,
    available: isAvailable(router, worker),
    date_status_changed: isoSeconds(worker.statusChangedAt),
    url,
    links: {
      channels: `${url}/Channels`,
      activity: `${workspace}/Activities/${worker.activitySid}`,
      workspace,
      statistics: `${workspace}/Workers/Statistics`,
      real_time_statistics: `${workspace}/Workers/RealTimeStatistics`,
      cumulative_statistics: `${workspace}/Workers/CumulativeStatistics`,
      worker_statistics: `${url}/Statistics`,
      worker_channels: `${url}/Channels`,
      reservations: `${url}/Reservations`,
    },
  };
}

export function showWorkerChannel(router: TaskRouter, channel: WorkerChannel): Shown {
  const held = heldTasks(router, channel.workerSid, channel.taskChannelSid);
  const free = channel.capacity === 0 ? 0 : Math.max(0, 1 - held / channel.capacity);
  return {
    ...base(router, channel),
    worker_sid: channel.workerSid,
    task_channel_sid: channel.taskChannelSid,
    task_channel_unique_name: router.store.channels.get(channel.taskChannelSid)?.uniqueName ?? null,
    assigned_tasks: held,
    available: channel.available,
    available_capacity_percentage: Math.round(free * 100),
    configured_capacity: channel.capacity,
    url: `${workspaceUrl(router)}/Workers/${channel.workerSid}/Channels/${channel.sid}`,
  };
}

export function showTask(router: TaskRouter, task: Task): Shown {
  const { store, runtime } = router;
  const workspace = workspaceUrl(router);
  const url = `${workspace}/Tasks/${task.sid}`;
  const queue = task.queueSid === null ? undefined : store.queues.get(task.queueSid);
  return {
    ...base(router, task),
    age: Math.floor((runtime.now() - task.createdAt) / 1000),
    assignment_status: task.status,
    attributes: task.attributes,
    addons: "{}",
    task_queue_entered_date: task.queueEnteredAt === null ? null : isoSeconds(task.queueEnteredAt),
    priority: task.priority,
    reason: task.reason,
    task_queue_sid: task.queueSid,
    task_queue_friendly_name: queue?.friendlyName ?? null,
    task_channel_sid: task.taskChannelSid,
    task_channel_unique_name: store.channels.get(task.taskChannelSid)?.uniqueName ?? null,
    timeout: task.timeoutSeconds,
    workflow_sid: task.workflowSid,
    workflow_friendly_name: store.workflows.get(task.workflowSid)?.friendlyName ?? null,
    virtual_start_time: isoSeconds(task.virtualStartAt),
    ignore_capacity: false,
    routing_target: null,
    url,
    links: {
      ...(queue === undefined ? {} : { task_queue: `${workspace}/TaskQueues/${queue.sid}` }),
      workflow: `${workspace}/Workflows/${task.workflowSid}`,
      workspace,
      reservations: `${url}/Reservations`,
    },
  };
}

/** A reservation hangs below its task and below its worker alike. */
export function showReservation(
  router: TaskRouter,
  reservation: Reservation,
  below: "Tasks" | "Workers",
): Shown {
  const workspace = workspaceUrl(router);
  const parent = below === "Tasks" ? reservation.taskSid : reservation.workerSid;
  return {
    ...base(router, reservation),
    reservation_status: reservation.status,
    task_sid: reservation.taskSid,
    worker_name: router.store.workers.get(reservation.workerSid)?.friendlyName ?? null,
    worker_sid: reservation.workerSid,
    url: `${workspace}/${below}/${parent}/Reservations/${reservation.sid}`,
    links: {
      task: `${workspace}/Tasks/${reservation.taskSid}`,
      worker: `${workspace}/Workers/${reservation.workerSid}`,
      workspace,
    },
  };
}
