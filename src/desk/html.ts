const markup = Symbol("markup");

/** HTML that may be sent as it is. Only `html` makes it: nothing that was read from anywhere passes for it. */
export interface Html {
  readonly [markup]: string;
}

export type HtmlPart = Html | string | number | null | false | readonly HtmlPart[];

/** Whatever is not Html already is escaped: a text can stand in an element, and in an attribute in quotes. */
export function html(pieces: TemplateStringsArray, ...parts: readonly HtmlPart[]): Html {
  const whole = pieces.map((piece, at) => piece + (at < parts.length ? rendered(parts[at] ?? null) : ""));
  return { [markup]: whole.join("") };
}

/** A page as it goes out. */
export function asDocument(page: Html): string {
  return `<!doctype html>\n${page[markup]}`;
}

function rendered(part: HtmlPart): string {
  if (part === null || part === false) return "";
  if (typeof part === "string" || typeof part === "number") return escaped(String(part));
  return markup in part ? part[markup] : part.map(rendered).join("");
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escaped(text: string): string {
  return text.toWellFormed().replaceAll(/[&<>"']/gu, (sign) => ENTITIES[sign] ?? "");
}
