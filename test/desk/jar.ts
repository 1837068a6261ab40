/** A browser without a screen: keeps cookies as a browser does, follows nothing by itself. */
export interface Browser {
  get(url: string, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  /** As a form of a page of the desk sends it, unless `headers` say otherwise. */
  post(
    url: string,
    fields: Readonly<Record<string, string>>,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Answer>;
  /** Follows a link of a task, and the redirect after it. */
  follow(url: string): Promise<Answer>;
  /** What it would send there. */
  cookiesFor(url: string): string;
  /** Keeps a cookie that it was never given. */
  keep(path: string, cookie: string): void;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
}

interface Kept {
  readonly path: string;
  readonly value: string;
}

export function openBrowser(): Browser {
  const jar = new Map<string, Kept>();
  const cookiesFor = (url: string) =>
    [...jar]
      .filter(([, { path }]) => covers(path, new URL(url).pathname))
      .map(([key, { value }]) => `${key.split(" ")[0] ?? ""}=${value}`)
      .join("; ");
  const ask = async (url: string, init: RequestInit): Promise<Answer> => {
    const cookie = cookiesFor(url);
    const headers = { ...(cookie === "" ? {} : { cookie }), ...(init.headers as Record<string, string>) };
    const answer = await fetch(url, { ...init, headers, redirect: "manual" });
    for (const set of answer.headers.getSetCookie()) keep(jar, set);
    return { status: answer.status, headers: answer.headers, body: await answer.text() };
  };
  const browser: Browser = {
    cookiesFor,
    keep: (path, cookie) => {
      const [name = "", value = ""] = cookie.split("=");
      jar.set(`${name} ${path}`, { path, value });
    },
    get: (url, headers = {}) => ask(url, { headers }),
    post: (url, fields, headers) =>
      ask(url, {
        method: "POST",
        body: new URLSearchParams(fields).toString(),
        headers: {
          "content-type": "application/x-www-form-urlencoded",
          ...(headers ?? { origin: "null", "sec-fetch-site": "same-origin" }),
        },
      }),
    async follow(url) {
      const first = await browser.get(url);
      const location = first.headers.get("location");
      return location === null ? first : browser.get(new URL(location, url).href);
    },
  };
  return browser;
}

function keep(jar: Map<string, Kept>, set: string): void {
  const [pair = "", ...rest] = set.split("; ");
  const [name = "", value = ""] = pair.split("=");
  const attribute = (wanted: string) => rest.find((one) => one.startsWith(`${wanted}=`))?.split("=")[1];
  const path = attribute("Path") ?? "/";
  if (attribute("Max-Age") === "0") jar.delete(`${name} ${path}`);
  else jar.set(`${name} ${path}`, { path, value });
}

function covers(path: string, asked: string): boolean {
  return asked === path || asked.startsWith(path.endsWith("/") ? path : `${path}/`);
}
