import type { DoorAnswer, DoorRequest, Route } from "../domain/door.ts";
import type { CaseNumber, ConversationId } from "../domain/ids.ts";
import type { Framing } from "./answers.ts";
import { type CaseForm, caseForms, DESK_PATH } from "./paths.ts";

/** What somebody asked for, by its path. */
export type Asked =
  | { readonly what: "operations" | "search" | "sign-in" | "signed-in" }
  | { readonly what: "asset"; readonly name: string }
  | { readonly what: "case"; readonly number: CaseNumber }
  | { readonly what: "conversation"; readonly number: CaseNumber; readonly id: ConversationId }
  | { readonly what: "file"; readonly number: CaseNumber; readonly id: number }
  | { readonly what: "case-form"; readonly number: CaseNumber; readonly form: CaseForm }
  | { readonly what: "replay" | "sign-out" };

/** The doors of the desk; each takes everything at or below one path. */
export function deskRoutes(
  handle: (asked: Asked | null, request: DoorRequest) => Promise<DoorAnswer>,
): readonly Route[] {
  const door = (method: Route["method"], path: string): Route => ({
    method,
    path,
    handle: (request) => handle(readPath(method, request.path), request),
  });
  return [door("GET", DESK_PATH), door("GET", `${DESK_PATH}/*`), door("POST", `${DESK_PATH}/*`)];
}

/** Case pages are framed, and so is what they are answered with when they cannot be shown. */
export function framingOf(path: string): Framing {
  return path.startsWith(`${DESK_PATH}/cases/`) ? "by-flex" : "by-nobody";
}

/** Null for what there is not. */
function readPath(method: Route["method"], path: string): Asked | null {
  const parts = path.slice(DESK_PATH.length + 1).split("/");
  return method === "GET" ? readGet(parts) : readPost(parts);
}

function readGet(parts: readonly string[]): Asked | null {
  const [first = "", second = "", third, fourth = "", ...rest] = parts;
  if (rest.length > 0) return null;
  if (parts.length === 1) {
    if (first === "") return { what: "operations" };
    if (first === "search" || first === "sign-in" || first === "signed-in") return { what: first };
    return null;
  }
  if (first === "assets" && third !== undefined && parts.length === 3) return { what: "asset", name: third };
  const number = first === "cases" ? numberIn(second) : null;
  if (number === null) return null;
  if (parts.length === 2) return { what: "case", number };
  if (parts.length !== 4) return null;
  if (third === "files")
    return /^\d{1,15}$/u.test(fourth) ? { what: "file", number, id: Number(fourth) } : null;
  const id = third === "conversations" ? decoded(fourth) : null;
  return id === null ? null : { what: "conversation", number, id: id as ConversationId };
}

function readPost(parts: readonly string[]): Asked | null {
  const [first = "", second = "", third] = parts;
  if (parts.length === 1) return first === "replay" || first === "sign-out" ? { what: first } : null;
  const number = first === "cases" && parts.length === 3 ? numberIn(second) : null;
  const form = caseForms.find((one) => one === third);
  return number === null || form === undefined ? null : { what: "case-form", number, form };
}

function numberIn(text: string): CaseNumber | null {
  return /^[1-9]\d{0,11}$/u.test(text) ? (Number(text) as CaseNumber) : null;
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
