import type { CasePage } from "../cases/ports.ts";
import { type CaseAction, caseKinds, casePriorities, caseStatuses } from "../domain/case.ts";
import type { CaseNumber } from "../domain/ids.ts";
import { isRecord } from "../domain/record.ts";
import { type Asked, isNumber, isOneOf, isText, isWhole, orNull, wholeOf, wrong } from "./asked.ts";
import type { CaseQuery } from "./cases.ts";

/** A page larger than this is asked for in parts. */
const MOST_CASES = 500;
const MOST_ACTIONS = 20;

export function caseQueryOf(asked: Asked): CaseQuery {
  const query = asked["query"];
  if (!isRecord(query)) throw wrong("query", "an object");
  const words = query["words"];
  const statuses = query["statuses"];
  return {
    about: orNull(query, "about", isText, "a text"),
    statuses: isListOf(statuses, isOneOf(caseStatuses))
      ? statuses
      : refuse("statuses", `a list of ${caseStatuses.join(", ")}`),
    kind: orNull(query, "kind", isOneOf(caseKinds), `one of ${caseKinds.join(", ")}`),
    priority: orNull(query, "priority", isOneOf(casePriorities), `one of ${casePriorities.join(", ")}`),
    assignee: orNull(query, "assignee", isText, "a text"),
    tag: orNull(query, "tag", isText, "a text"),
    since: orNull(query, "since", isNumber, "a time in milliseconds"),
    words: isListOf(words, isText) ? words : refuse("words", "a list of texts"),
  };
}

export function casePageOf(asked: Asked): CasePage {
  const before = orNull(asked, "before", isWhole, "a case's number");
  const limit = wholeOf(asked, "limit");
  if (limit > MOST_CASES) throw wrong("limit", `at most ${MOST_CASES}`);
  return { before: before as CaseNumber | null, limit };
}

export function caseNumberOf(asked: Asked): CaseNumber {
  return wholeOf(asked, "number") as CaseNumber;
}

/** What operators may do to a case; the rest is for those who talk to the member. */
export function caseActionsOf(asked: Asked): readonly CaseAction[] {
  const actions = asked["actions"];
  if (isListOf(actions, isRecord) && actions.length > 0 && actions.length <= MOST_ACTIONS)
    return actions.map(actionOf);
  throw wrong("actions", `a list of 1 to ${MOST_ACTIONS} actions`);
}

function actionOf(action: Asked): CaseAction {
  const text = (name: string) => {
    const value = action[name];
    return isText(value) ? value : refuse(name, "a text");
  };
  const words = (name: string) => {
    const value = action[name];
    return isListOf(value, isText) ? value : refuse(name, "a list of texts");
  };
  switch (action["do"]) {
    case "set-status":
      return { do: "set-status", status: oneOf(action, "status", caseStatuses) };
    case "set-priority":
      return { do: "set-priority", priority: oneOf(action, "priority", casePriorities) };
    case "set-title":
      return { do: "set-title", title: text("title") };
    case "set-description":
      return { do: "set-description", description: text("description") };
    case "tag":
      return { do: "tag", add: words("add"), remove: words("remove") };
    case "assign":
      return { do: "assign", to: action["to"] === null ? null : text("to") };
    case "note":
      return {
        do: "note",
        text: text("text"),
        ...(action["public"] === true ? { public: true } : {}),
      };
    case "duplicate-of":
      return { do: "duplicate-of", number: caseNumberOf(action) };
    default:
      throw wrong("do", "an action that operators may take");
  }
}

function oneOf<Word extends string>(action: Asked, name: string, words: readonly Word[]): Word {
  const value = action[name];
  return isOneOf(words)(value) ? value : refuse(name, `one of ${words.join(", ")}`);
}

function isListOf<Value>(value: unknown, is: (one: unknown) => one is Value): value is readonly Value[] {
  return Array.isArray(value) && value.every(is);
}

function refuse(name: string, wanted: string): never {
  throw wrong(name, wanted);
}
