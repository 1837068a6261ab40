import { invalidParameter } from "./api-error.ts";
import type { Call } from "./routes.ts";

interface PageRules<Item> {
  /** Under which name the items stand; also `meta.key`. */
  readonly key: string;
  readonly items: readonly Item[];
  readonly show: (item: Item) => unknown;
  readonly max: number;
  readonly size?: number;
}

const TOKEN = /^PT(\d+)$/;

/**
 * One page of a list, with the URLs of its neighbours. Only PageToken moves on; Page is a mere label
 * (so the descriptions say). A PageSize above the maximum is cut down to it (assumed: the SDK sends its
 * limit as PageSize).
 */
export function page<Item>(call: Call, rules: PageRules<Item>): Record<string, unknown> {
  const max = rules.max;
  const size = Math.min(call.query.integer("PageSize", { min: 1 }) ?? rules.size ?? Math.min(50, max), max);
  const token = call.query.text("PageToken");
  const start = token === undefined ? 0 : Number(TOKEN.exec(token)?.[1] ?? Number.NaN);
  if (Number.isNaN(start)) throw invalidParameter("PageToken was not given out by this list");
  const number = Math.floor(start / size);
  const address = (offset: number) => pageAddress(call, size, offset);
  return {
    [rules.key]: rules.items.slice(start, start + size).map((item) => rules.show(item)),
    meta: {
      page: number,
      page_size: size,
      first_page_url: address(0),
      previous_page_url: start === 0 ? null : address(Math.max(0, start - size)),
      url: address(start),
      next_page_url: start + size < rules.items.length ? address(start + size) : null,
      key: rules.key,
    },
  };
}

function pageAddress(call: Call, size: number, offset: number): string {
  const address = new URL(call.address);
  address.searchParams.set("PageSize", String(size));
  address.searchParams.set("Page", String(Math.floor(offset / size)));
  address.searchParams.delete("PageToken");
  if (offset > 0) address.searchParams.set("PageToken", `PT${offset}`);
  return address.href;
}
