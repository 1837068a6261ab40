import type { TwilioReady } from "../../imitation.ts";
import { isoSeconds } from "../wire/json.ts";
import { latest, type Flow, type Revision } from "./flows.ts";
import type { Execution, Step } from "./studio.ts";

const API = "https://studio.twilio.com/v2";

/** Lists leave out what only a single resource shows. */
export type Detail = "whole" | "listed";

export function showFlow(ready: TwilioReady, flow: Flow, detail: Detail): unknown {
  const url = `${API}/Flows/${flow.sid}`;
  const revision = latest(flow);
  return {
    ...showRevisionFields(ready, flow, revision, detail),
    warnings: detail === "whole" ? [] : null,
    date_created: isoSeconds(flow.revisions[0].createdAt),
    date_updated: isoSeconds(revision.createdAt),
    webhook_url: `https://webhooks.twilio.com/v1/Accounts/${ready.accountSid}/Flows/${flow.sid}`,
    url,
    links: { test_users: `${url}/TestUsers`, revisions: `${url}/Revisions`, executions: `${url}/Executions` },
  };
}

export function showRevision(ready: TwilioReady, flow: Flow, revision: Revision, detail: Detail): unknown {
  return {
    ...showRevisionFields(ready, flow, revision, detail),
    date_created: isoSeconds(revision.createdAt),
    date_updated: isoSeconds(revision.createdAt),
    url: `${API}/Flows/${flow.sid}/Revisions/${revision.number}`,
  };
}

function showRevisionFields(
  ready: TwilioReady,
  flow: Flow,
  revision: Revision,
  detail: Detail,
): Record<string, unknown> {
  const isWhole = detail === "whole";
  return {
    sid: flow.sid,
    account_sid: ready.accountSid,
    author_sid: null,
    friendly_name: revision.friendlyName,
    definition: isWhole ? revision.written : null,
    status: revision.status,
    revision: revision.number,
    commit_message: revision.commitMessage,
    valid: isWhole ? revision.faults.length === 0 : null,
    errors: isWhole ? revision.faults : null,
  };
}

export function showExecution(ready: TwilioReady, execution: Execution, detail: Detail): unknown {
  const url = executionUrl(execution);
  return {
    sid: execution.sid,
    account_sid: ready.accountSid,
    flow_sid: execution.flowSid,
    contact_channel_address: execution.contact.sid,
    contact_sid: execution.contactSid,
    flow_version: execution.revision,
    context: detail === "whole" ? execution.context : null,
    status: execution.status,
    date_created: isoSeconds(execution.createdAt),
    date_updated: isoSeconds(execution.updatedAt),
    initiated_by: execution.contact.sid,
    url,
    links: { steps: `${url}/Steps`, execution_context: `${url}/Context` },
  };
}

export function showExecutionContext(ready: TwilioReady, execution: Execution): unknown {
  return {
    account_sid: ready.accountSid,
    context: execution.context,
    flow_sid: execution.flowSid,
    execution_sid: execution.sid,
    url: `${executionUrl(execution)}/Context`,
  };
}

export function showStep(ready: TwilioReady, execution: Execution, step: Step, detail: Detail): unknown {
  const url = `${executionUrl(execution)}/Steps/${step.sid}`;
  return {
    sid: step.sid,
    account_sid: ready.accountSid,
    flow_sid: execution.flowSid,
    execution_sid: execution.sid,
    parent_step_sid: null,
    name: step.name,
    context: detail === "whole" ? step.context : null,
    transitioned_from: step.from,
    transitioned_to: step.to,
    type: step.type,
    date_created: isoSeconds(step.createdAt),
    date_updated: null,
    url,
    links: { step_context: `${url}/Context` },
  };
}

export function showStepContext(ready: TwilioReady, execution: Execution, step: Step): unknown {
  return {
    account_sid: ready.accountSid,
    context: step.context,
    execution_sid: execution.sid,
    flow_sid: execution.flowSid,
    step_sid: step.sid,
    url: `${executionUrl(execution)}/Steps/${step.sid}/Context`,
  };
}

function executionUrl(execution: Execution): string {
  return `${API}/Flows/${execution.flowSid}/Executions/${execution.sid}`;
}
