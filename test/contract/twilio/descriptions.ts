import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { Ajv, type ValidateFunction } from "ajv";

/** Twilio's own OpenAPI descriptions, as the package @twilio/cli-core carries them, by host. */
const FILES: Readonly<Record<string, string>> = {
  "conversations.twilio.com": "conversations_v1",
  "flex-api.twilio.com": "flex_v1",
  "studio.twilio.com": "studio_v2",
  "sync.twilio.com": "sync_v1",
  "taskrouter.twilio.com": "taskrouter_v1",
  "events.twilio.com": "events_v1",
};

interface Description {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation | undefined>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, object>> };
}

interface Operation {
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema: object }>> }>
  >;
}

export type Verdict = { readonly ok: true } | { readonly ok: false; readonly why: string };

export interface Descriptions {
  /** Holds an answer against what the vendor says it looks like: every described field, no other. */
  check(answer: {
    readonly host: string;
    /** As the tape names it, such as `GET /v2/Flows/{Sid}`: Twilio's own name of the operation. */
    readonly route: string;
    readonly status: number;
    readonly body: string;
  }): Verdict;
}

export function loadDescriptions(): Descriptions {
  const require = createRequire(import.meta.url);
  const folder = require
    .resolve("@twilio/cli-core/package.json")
    .replace("package.json", "src/services/twilio-api/");
  const hosts = new Map(
    Object.entries(FILES).map(([host, name]) => {
      const text = readFileSync(`${folder}twilio_${name}.json`, "utf8");
      return [host, createChecker(JSON.parse(text) as Description)];
    }),
  );
  return {
    check(answer) {
      const checker = hosts.get(answer.host);
      return checker === undefined ? { ok: false, why: `no description of ${answer.host}` } : checker(answer);
    },
  };
}

function createChecker(description: Description): Descriptions["check"] {
  const ajv = createAjv();
  for (const [name, schema] of Object.entries(description.components.schemas)) {
    ajv.addSchema(strict(schema), `#/components/schemas/${name}`);
  }
  const validators = new Map<string, ValidateFunction>();
  return ({ route, status, body }) => {
    const [method = "", path = ""] = route.split(" ");
    const operation = description.paths[path]?.[method.toLowerCase()];
    if (operation === undefined) return { ok: false, why: "no such operation" };
    const response = operation.responses[String(status)];
    if (response === undefined) return { ok: false, why: `status ${status} is not described` };
    const schema = response.content?.["application/json"]?.schema;
    if (schema === undefined) return body === "" ? { ok: true } : { ok: false, why: "a body where none is" };
    const key = JSON.stringify(schema);
    const validate = validators.get(key) ?? ajv.compile(strict(schema));
    validators.set(key, validate);
    return validate(JSON.parse(body)) ? { ok: true } : { ok: false, why: ajv.errorsText(validate.errors) };
  };
}

function createAjv(): Ajv {
  const ajv = new Ajv({ strict: false, allErrors: true });
  ajv.addFormat("date-time", /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/);
  ajv.addFormat("uri", (text: string) => text === "" || URL.canParse(text));
  ajv.addFormat("uri-map", true);
  ajv.addFormat("int64", true);
  return ajv;
}

/** OpenAPI 3.0 as JSON Schema: null where it is allowed, and every described field there and no other. */
function strict(schema: unknown): Record<string, unknown> {
  const read = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(read);
    if (typeof value !== "object" || value === null) return value;
    const { nullable, ...rest } = Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [key, read(inner)]),
    );
    if (nullable === true && typeof rest["type"] === "string") rest["type"] = [rest["type"], "null"];
    const { properties } = rest;
    if (typeof properties === "object" && properties !== null && hasTypedFields(properties)) {
      rest["required"] = Object.keys(properties);
      rest["additionalProperties"] = false;
    }
    return rest;
  };
  return read(schema) as Record<string, unknown>;
}

/** A map of fields, and not a field that happens to be called `properties`. */
function hasTypedFields(properties: object): boolean {
  return Object.values(properties).every((field) => typeof field === "object" && field !== null);
}
