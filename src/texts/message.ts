/**
 * The syntax of a sentence, a small part of ICU MessageFormat: text, `{name}`, and
 * `{count, plural, =1 {…} one {…} other {# …}}`, whose forms hold text and `#` for the number.
 * There is no way to write a literal brace, and no sentence has needed one.
 */
export type MessagePart =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "value"; readonly name: string }
  | { readonly kind: "plural"; readonly name: string; readonly forms: ReadonlyMap<string, string> };

export type Message = readonly MessagePart[];
export type Values = Readonly<Record<string, string | number>>;

/** What is wrong with a sentence, for whoever wrote it. */
class MessageSyntaxError extends Error {
  override readonly name = "MessageSyntaxError";
}

const NAME = /^[a-zA-Z][a-zA-Z0-9]*$/;
const FORM = /^\s*(=\d+|zero|one|two|few|many|other)\s*\{([^{}]*)\}/;

/** Throws MessageSyntaxError. */
export function parseMessage(source: string): Message {
  const parts: MessagePart[] = [];
  let at = 0;
  while (at < source.length) {
    const open = source.indexOf("{", at);
    const text = source.slice(at, open === -1 ? undefined : open);
    if (text.includes("}")) throw new MessageSyntaxError("a } without its {");
    if (text !== "") parts.push({ kind: "text", text });
    if (open === -1) break;
    const close = endOfBraces(source, open);
    parts.push(parsePlaceholder(source.slice(open + 1, close)));
    at = close + 1;
  }
  return parts;
}

/** The names a sentence uses, each with whether it must be a number. */
export function placeholdersOf(message: Message): ReadonlyMap<string, "any" | "number"> {
  const names = new Map<string, "any" | "number">();
  for (const part of message) {
    if (part.kind === "plural") names.set(part.name, "number");
    else if (part.kind === "value" && !names.has(part.name)) names.set(part.name, "any");
  }
  return names;
}

export function formatMessage(message: Message, values: Values, locale: string): string {
  return message.map((part) => formatPart(part, values, locale)).join("");
}

function formatPart(part: MessagePart, values: Values, locale: string): string {
  if (part.kind === "text") return part.text;
  const value = values[part.name];
  if (part.kind === "value") return String(value ?? "");
  const count = Number(value);
  const form =
    part.forms.get(`=${count}`) ??
    part.forms.get(new Intl.PluralRules(locale).select(count)) ??
    part.forms.get("other");
  return (form ?? "").replaceAll("#", new Intl.NumberFormat(locale).format(count));
}

function endOfBraces(source: string, open: number): number {
  let depth = 0;
  for (let at = open; at < source.length; at += 1) {
    if (source[at] === "{") depth += 1;
    if (source[at] === "}") depth -= 1;
    if (depth === 0) return at;
  }
  throw new MessageSyntaxError("a { without its }");
}

function parsePlaceholder(inner: string): MessagePart {
  const [name = "", kind, ...forms] = inner.split(",");
  if (!NAME.test(name.trim())) throw new MessageSyntaxError(`{${inner}} is not a placeholder`);
  if (kind === undefined) return { kind: "value", name: name.trim() };
  if (kind.trim() !== "plural") throw new MessageSyntaxError(`{${name}, …} knows only "plural"`);
  return { kind: "plural", name: name.trim(), forms: parseForms(name.trim(), forms.join(",")) };
}

function parseForms(name: string, source: string): ReadonlyMap<string, string> {
  const forms = new Map<string, string>();
  let rest = source;
  for (let match = FORM.exec(rest); match !== null; match = FORM.exec(rest)) {
    const [whole, form = "", text = ""] = match;
    forms.set(form, text);
    rest = rest.slice(whole.length);
  }
  if (rest.trim() !== "") throw new MessageSyntaxError(`{${name}, plural} has a form it cannot read:${rest}`);
  if (!forms.has("other")) throw new MessageSyntaxError(`{${name}, plural} needs the form "other"`);
  return forms;
}
