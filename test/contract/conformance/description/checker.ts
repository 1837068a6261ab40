import { Ajv2020, type ErrorObject, type ValidateFunction } from "ajv/dist/2020.js";
import { closeSchema, readSchemaId, type Strictness } from "./closing.ts";
import {
  type Description,
  isObject,
  type Match,
  type Operation,
  type Parameter,
  type Schema,
} from "./description.ts";
import { decodeFields, decodeText } from "./decode.ts";
import type { Excepted } from "./patch.ts";

/** Holds requests and answers against one description. What it returns are sentences; none means it fits. */
export interface Checker {
  readonly description: Description;
  request(match: Match, request: SentRequest): readonly string[];
  answer(operation: Operation, answer: GivenAnswer): readonly string[];
  /** Holds a value against a schema of the description's own. */
  value(schema: string, value: unknown): readonly string[];
}

export interface SentRequest {
  readonly query: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface GivenAnswer {
  readonly status: number;
  readonly body: string;
}

export interface CheckerOptions {
  /** Whether an answer must have every field that is described. */
  readonly answers: Strictness["fields"];
  /** Told of each exception that let something pass. */
  readonly onExcepted: OnExcepted;
}

type OnExcepted = (exception: Pick<Excepted, "id" | "place">) => void;

type Validate = (schema: Schema, fields: Strictness["fields"], value: unknown) => readonly string[];

export function createChecker(description: Description, options: CheckerOptions): Checker {
  const validate = createValidate(description, options.onExcepted);
  return {
    description,
    request: ({ operation, values }, request) => [
      ...checkPath(operation, values, validate),
      ...checkQuery(operation, request.query, validate),
      ...checkHeaders(operation, request.headers, validate),
      ...checkBody(operation, request, validate),
    ],
    answer(operation, { status, body }) {
      const schema = answerSchema(operation, status);
      if (schema === undefined) return [`status ${status} is not described`];
      if (schema === null) return body === "" ? [] : [`status ${status} has a body where none is described`];
      const parsed = parse(body);
      if (parsed === undefined) return [`status ${status} has a body that is no JSON`];
      const fields = status < 300 ? options.answers : "described";
      return validate(schema, fields, parsed).map((fault) => `answer${fault}`);
    },
    value(schema, value) {
      const found = description.schemas[schema];
      return found === undefined
        ? [`${description.name} has no schema ${schema}`]
        : validate(found, "described", value);
    },
  };
}

function answerSchema({ answers }: Operation, status: number): Schema | null | undefined {
  return answers[status] === undefined ? answers[`${Math.floor(status / 100)}XX`] : answers[status];
}

function parametersIn(operation: Operation, place: Parameter["in"]): readonly Parameter[] {
  return operation.parameters.filter((parameter) => parameter.in === place);
}

function checkPath(operation: Operation, values: Match["values"], validate: Validate): readonly string[] {
  return parametersIn(operation, "path").flatMap(({ name, schema }) =>
    validate(schema, "described", values[name]).map((fault) => `path ${name}${fault}`),
  );
}

function checkQuery(operation: Operation, query: string, validate: Validate): readonly string[] {
  const parameters = parametersIn(operation, "query");
  const sent = new URLSearchParams(query);
  const unknown = [...new Set(sent.keys())].filter((key) => !parameters.some(({ name }) => name === key));
  return [
    ...unknown.map((name) => `query has an unknown parameter ${name}`),
    ...parameters.flatMap(({ name, required, schema }) => {
      if (!sent.has(name)) return required ? [`query lacks ${name}`] : [];
      const value = decodeText(sent.getAll(name), schema);
      return validate(schema, "described", value).map((fault) => `query ${name}${fault}`);
    }),
  ];
}

/** Vendor headers only: what HTTP itself and its clients add is nobody's concern. */
function checkHeaders(
  operation: Operation,
  headers: SentRequest["headers"],
  validate: Validate,
): readonly string[] {
  const parameters = parametersIn(operation, "header");
  return Object.entries(headers).flatMap(([key, value]) => {
    const parameter = parameters.find(({ name }) => name.toLowerCase() === key);
    if (parameter !== undefined) {
      return validate(parameter.schema, "described", value).map((fault) => `header ${key}${fault}`);
    }
    return key.startsWith("x-twilio-") ? [`header ${key} is unknown`] : [];
  });
}

const FORM = "application/x-www-form-urlencoded";

function checkBody(
  operation: Operation,
  { headers, body }: SentRequest,
  validate: Validate,
): readonly string[] {
  if (body === "") return operation.body?.required === true ? ["body is missing"] : [];
  if (operation.body === null) return ["body where none is described"];
  const type = (headers["content-type"] ?? "").split(";")[0] ?? "";
  // Of a request with files the tape keeps the JSON, which is described as that of one without.
  const schema = operation.body.content[type === "multipart/form-data" ? "application/json" : type];
  if (schema === undefined) return [`body of type ${type || "unknown"} is not described`];
  const value = type === FORM ? decodeFields(new URLSearchParams(body), schema) : parse(body);
  if (value === undefined) return ["body is no JSON"];
  return validate(schema, "described", value).map((fault) => `body${fault}`);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function createValidate(description: Description, onExcepted: OnExcepted): Validate {
  const ajv = createAjv(onExcepted, compile);
  const compiled = {
    all: new Map<Schema, ValidateFunction>(),
    described: new Map<Schema, ValidateFunction>(),
  };
  return (schema, fields, value) => {
    const known = compiled[fields];
    const validator = known.get(schema) ?? compile(closeSchema(schema, { fields, open: false }));
    known.set(schema, validator);
    return validator(value) ? [] : explain(validator.errors ?? []);
  };

  /** Of hundreds of schemas the validator is told those that are referred to. */
  function compile(closed: Schema): ValidateFunction {
    introduce(closed);
    return ajv.compile(asObject(closed));
  }

  function introduce(value: unknown): void {
    if (Array.isArray(value)) value.forEach(introduce);
    if (!isObject(value)) return;
    const named = readSchemaId(value["$ref"]);
    if (named !== null && ajv.schemas[named.id] === undefined) {
      const closed = closeSchema(description.schemas[named.name] ?? false, named);
      ajv.addSchema(asObject(closed), named.id);
      introduce(closed);
    }
    Object.values(value).forEach(introduce);
  }
}

function asObject(schema: Schema): object {
  return isObject(schema) ? schema : schema ? {} : { not: {} };
}

function createAjv(onExcepted: OnExcepted, compileClosed: (closed: Schema) => ValidateFunction): Ajv2020 {
  const ajv = new Ajv2020({
    strict: false,
    allErrors: true,
    logger: false,
    validateSchema: false,
    code: { optimize: false },
    inlineRefs: false,
  });
  ajv.addFormat("date-time", /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/u);
  ajv.addFormat("uri", (text: string) => text === "" || URL.canParse(text));
  ajv.addFormat("int32", { type: "number", validate: (value: number) => (value | 0) === value });
  ajv.addKeyword({
    keyword: "excepted",
    errors: false,
    compile(exceptions: readonly Excepted[]) {
      const replaced = exceptions.map(({ id, place, original }) => {
        let validator: ValidateFunction | null = null;
        const fits = (value: unknown): boolean => (validator ??= compileClosed(original))(value);
        return { id, place, fits };
      });
      return (value: unknown) => {
        for (const { id, place, fits } of replaced) if (!fits(value)) onExcepted({ id, place });
        return true;
      };
    },
  });
  return ajv;
}

interface UnknownField {
  readonly unevaluatedProperty?: string;
  readonly additionalProperty?: string;
}

/** Of all that a union's branches have to say, what was found deepest: the branch that was meant got furthest. */
function explain(errors: readonly ErrorObject[]): readonly string[] {
  const ofBranches = errors.filter(({ keyword }) => keyword !== "anyOf" && keyword !== "oneOf");
  const told = ofBranches.length === 0 ? errors : ofBranches;
  const deepest = Math.max(...told.map(depthOf));
  const sentences = told
    .filter((error) => depthOf(error) === deepest)
    .map(({ instancePath, message = "", params }) => {
      const { unevaluatedProperty, additionalProperty } = params as UnknownField;
      const name = unevaluatedProperty ?? additionalProperty;
      return `${instancePath} ${name === undefined ? message : `has an unknown field ${name}`}`;
    });
  return [...new Set(sentences)].slice(0, 4);
}

function depthOf({ instancePath }: ErrorObject): number {
  return instancePath.split("/").length;
}
