import { element } from "./element.ts";

const MARKS =
  /\*\*(.+?)\*\*|`([^`]+)`|\[([^\]]+)\]\((https?:\/\/[^)\s]+)\)|(https?:\/\/[^\s<>]+[^\s<>.,:;!?)"'])|<t:(\d{1,12})(?::([FR]))?>/g;

/**
 * The part of Discord's Markdown that a conversation needs (bold, code, links, moments), as nodes. `follow` may
 * take a link over; it answers whether it did.
 */
export function markdown(text: string, follow: (url: string) => boolean = () => false): readonly Node[] {
  const nodes: Node[] = [];
  let at = 0;
  for (const match of text.matchAll(MARKS)) {
    const [whole, bold, code, label, target, bare, seconds, style] = match;
    if (match.index > at) nodes.push(new Text(text.slice(at, match.index)));
    if (bold !== undefined) nodes.push(element("strong", {}, bold));
    else if (code !== undefined) nodes.push(element("code", {}, code));
    else if (seconds !== undefined) nodes.push(moment(Number(seconds) * 1000, style));
    else nodes.push(link(label ?? bare ?? whole, target ?? bare ?? whole, follow));
    at = match.index + whole.length;
  }
  if (at < text.length) nodes.push(new Text(text.slice(at)));
  return nodes;
}

function moment(at: number, style: string | undefined): Node {
  const hours = Math.round((at - Date.now()) / 3_600_000);
  const relative = new Intl.RelativeTimeFormat("en").format(hours, "hour");
  return element(
    "time",
    {},
    style === "R" ? relative : new Date(at).toLocaleString("en", { dateStyle: "full", timeStyle: "short" }),
  );
}

function link(label: string, url: string, follow: (url: string) => boolean): Node {
  const onclick = (event: MouseEvent) => {
    if (follow(url)) event.preventDefault();
  };
  return element("a", { href: url, target: "_blank", rel: "noreferrer", onclick }, label);
}
