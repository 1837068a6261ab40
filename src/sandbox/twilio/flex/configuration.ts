import type { TaskRouter } from "../taskrouter/taskrouter.ts";
import { invalidParameter, notImitated } from "../wire/api-error.ts";
import { isObject, isoSeconds } from "../wire/json.ts";

/** The account's one Flex configuration: where a client finds workspace, chat service and Flex instance. */
export function showConfiguration(
  { runtime, store }: TaskRouter,
  written: ReadonlyMap<string, unknown>,
): unknown {
  const { ready } = runtime;
  const workspace = store.workspace();
  return {
    account_sid: ready.accountSid,
    date_created: isoSeconds(workspace.createdAt),
    date_updated: isoSeconds(workspace.updatedAt),
    attributes: {},
    status: "ok",
    taskrouter_workspace_sid: ready.workspaceSid,
    taskrouter_target_workflow_sid: store.workflows.all()[0]?.sid ?? null,
    taskrouter_target_taskqueue_sid: store.queues.all()[0]?.sid ?? null,
    taskrouter_taskqueues: store.queues.all().map(({ sid }) => ({ sid, targettable: true })),
    taskrouter_skills: [],
    taskrouter_worker_channels: {},
    taskrouter_worker_attributes: {},
    taskrouter_offline_activity_sid: workspace.defaultActivitySid,
    runtime_domain: "https://flex.twilio.com",
    messaging_service_instance_sid: null,
    chat_service_instance_sid: ready.chatServiceSid,
    flex_service_instance_sid: ready.chatServiceSid,
    flex_instance_sid: ready.flexInstanceSid,
    url: "https://flex-api.twilio.com/v1/Configuration",
    flex_url: "https://flex.twilio.com",
    ...SETTINGS,
    ...Object.fromEntries(written),
  };
}

/**
 * Writes what JSON names. What is named is replaced as a whole, what stands in it already and is not sent
 * along is lost (assumed, the harsher reading).
 */
export function writeConfiguration(accountSid: string, written: Map<string, unknown>, json: unknown): void {
  if (!isObject(json)) throw invalidParameter("The configuration must be a JSON object");
  const { account_sid: named, ...settings } = json;
  if (named !== accountSid) throw invalidParameter("account_sid is missing or another account's");
  for (const [name, value] of Object.entries(settings)) {
    if (!Object.hasOwn(SETTINGS, name)) throw notImitated(`writing "${name}" of the Flex configuration`);
    written.set(name, value);
  }
}

/** What a new account has and nobody here changes. */
const SETTINGS = {
  ui_language: "en",
  ui_attributes: {},
  ui_dependencies: {},
  ui_version: "2.17.1",
  service_version: "1.0",
  call_recording_enabled: false,
  call_recording_webhook_url: null,
  crm_enabled: false,
  crm_type: null,
  crm_callback_url: null,
  crm_fallback_url: null,
  crm_attributes: {},
  public_attributes: {},
  plugin_service_enabled: true,
  plugin_service_attributes: {},
  integrations: [],
  outbound_call_flows: {},
  serverless_service_sids: [],
  queue_stats_configuration: {},
  notifications: { enabled: true, mode: "whenNotInFocus" },
  markdown: { enabled: false, mode: "readOnly" },
  flex_insights_hr: null,
  flex_insights_drilldown: false,
  channel_configs: [],
  debugger_integration: { enabled: false },
  flex_ui_status_report: { enabled: false },
  agent_conv_end_methods: {},
  citrix_voice_vdi: { enabled: false },
  offline_config: {},
} as const;
