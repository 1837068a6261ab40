import type { Account } from "../account.ts";
import { ApiError, invalidParameter, notFound } from "../wire/api-error.ts";
import type { Form } from "../wire/form.ts";
import { parseJson } from "../wire/json.ts";
import { page } from "../wire/page.ts";
import type { HostRoutes } from "../wire/routes.ts";
import { latest, published, type Flow, type Revision } from "./flows.ts";
import { showFlow, showRevision } from "./show.ts";
import { validateDefinition, type DefinitionFault } from "./validation.ts";

const PAGE_MAX = 1000;
const STATUSES = ["draft", "published"] as const;

export function flowRoutes(routes: HostRoutes, account: () => Account): void {
  routes.update("/v2/Flows/Validate", (call) => {
    const { faults } = readRevision(call.form, 0, null);
    if (faults.length > 0) throw invalidDefinition(faults);
    return { valid: true };
  });
  routes.create("/v2/Flows", (call) => {
    const { flows, runtime } = account();
    return showFlow(runtime.ready, flows.add(readRevision(call.form, runtime.now(), null)), "whole");
  });
  routes.get("/v2/Flows", (call) => {
    const { flows, runtime } = account();
    const show = (flow: Flow) => showFlow(runtime.ready, flow, "listed");
    return page(call, { key: "flows", items: flows.all.all(), show, max: PAGE_MAX });
  });
  routes.get("/v2/Flows/:Sid", (call) => {
    const { flows, runtime } = account();
    return showFlow(runtime.ready, flows.find(call.path("Sid")), "whole");
  });
  routes.update("/v2/Flows/:Sid", (call) => {
    const { flows, runtime } = account();
    const flow = flows.find(call.path("Sid"));
    const revision = readRevision(call.form, runtime.now(), latest(flow));
    return showFlow(runtime.ready, flows.revise(flow, revision), "whole");
  });
  routes.remove("/v2/Flows/:Sid", (call) => {
    const { flows } = account();
    flows.all.delete(flows.find(call.path("Sid")).sid);
  });
  revisionRoutes(routes, account);
}

function revisionRoutes(routes: HostRoutes, account: () => Account): void {
  routes.get("/v2/Flows/:Sid/Revisions", (call) => {
    const { flows, runtime } = account();
    const flow = flows.find(call.path("Sid"));
    const show = (revision: Revision) => showRevision(runtime.ready, flow, revision, "listed");
    return page(call, { key: "revisions", items: flow.revisions.toReversed(), show, max: PAGE_MAX });
  });
  routes.get("/v2/Flows/:Sid/Revisions/:Revision", (call) => {
    const { flows, runtime } = account();
    const flow = flows.find(call.path("Sid"));
    const revision = findRevision(flow, call.path("Revision"));
    if (revision === undefined) throw notFound(call.resource);
    return showRevision(runtime.ready, flow, revision, "whole");
  });
}

function findRevision(flow: Flow, name: string): Revision | undefined {
  if (name === "LatestPublished") return published(flow);
  if (name === "LatestDraft") return flow.revisions.findLast(({ status }) => status === "draft");
  return flow.revisions.find(({ number }) => String(number) === name);
}

/** What is published must be valid; a draft may still have faults. */
function readRevision(form: Form, now: number, before: Revision | null): Revision {
  form.required("Status");
  const status = form.choice("Status", STATUSES) ?? "draft";
  const friendlyName = before === null ? form.required("FriendlyName") : form.text("FriendlyName");
  const text = before === null ? form.required("Definition") : form.text("Definition");
  const written = text === undefined ? before?.written : parseJson(text);
  if (written === undefined) throw invalidParameter("Definition is not valid JSON");
  const validation = validateDefinition(JSON.stringify(written));
  const faults = validation.valid ? [] : validation.faults;
  if (status === "published" && faults.length > 0) throw invalidDefinition(faults);
  return {
    number: (before?.number ?? 0) + 1,
    friendlyName: friendlyName ?? before?.friendlyName ?? "",
    status,
    written,
    definition: validation.valid ? validation.definition : null,
    faults,
    commitMessage: form.text("CommitMessage") ?? null,
    createdAt: now,
  };
}

/** The status and code are assumed; the shape of the details is documented. */
function invalidDefinition(errors: readonly DefinitionFault[]): ApiError {
  return new ApiError(400, 20001, "Flow definition is invalid", { errors });
}
