import { connect, type Socket } from "node:net";
import { setImmediate } from "node:timers/promises";

import { afterEach, describe, expect, it } from "vitest";

import type { DoorRequest, Route } from "../../src/domain/door.ts";
import { silentLog } from "../../src/domain/log.ts";
import { openHttp, type HttpLimits, type HttpServer } from "../../src/http/server.ts";

const opened: HttpServer[] = [];
const sockets: Socket[] = [];

afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await Promise.all(opened.splice(0).map((server) => server.close()));
});

interface Extra {
  readonly limits?: Partial<HttpLimits>;
  readonly signal?: AbortSignal;
  readonly ready?: () => boolean;
  readonly port?: number;
}

async function open(routes: readonly Route[], extra: Extra = {}): Promise<HttpServer> {
  const server = await openHttp({
    host: "127.0.0.1",
    port: extra.port ?? 0,
    log: silentLog,
    routes,
    readiness: () => Promise.resolve({ ready: extra.ready?.() ?? true, facts: { store: "up" } }),
    signal: extra.signal ?? new AbortController().signal,
    ...(extra.limits === undefined ? {} : { limits: extra.limits }),
  });
  opened.push(server);
  return server;
}

/** A route that keeps what it was given. */
function recording(path = "/in"): Route & { readonly seen: DoorRequest[] } {
  const seen: DoorRequest[] = [];
  return {
    method: "POST",
    path,
    seen,
    handle(request) {
      seen.push(request);
      return Promise.resolve({ status: 200, body: "taken" });
    },
  };
}

const broken: Route = {
  method: "POST",
  path: "/in",
  handle: () => Promise.reject(new Error("the secret is x")),
};

/** A connection by hand: what is sent is sent as it stands, what comes back is kept. */
async function byHand(
  server: HttpServer,
): Promise<{ socket: Socket; all: () => string; end: Promise<string> }> {
  const socket = connect(server.port, "127.0.0.1");
  sockets.push(socket);
  let text = "";
  socket.on("data", (chunk: Buffer) => (text += chunk.toString("latin1")));
  // The server may cut us off in the middle of a write.
  socket.on("error", () => undefined);
  const end = new Promise<string>((resolve) => socket.once("close", () => resolve(text)));
  await new Promise<void>((resolve) => socket.once("connect", resolve));
  return { socket, all: () => text, end };
}

describe("a request", () => {
  it("for a path below one that ends in a star arrives with its path, and with who opened the connection", async () => {
    const below = recording("/desk/*");
    const server = await open([below]);
    const ask = (path: string, method = "POST") => fetch(server.url + path, { method });
    expect((await ask("/desk/cases/1%2F?x=1")).status).toBe(200);
    expect(below.seen).toMatchObject([{ path: "/desk/cases/1%2F", query: "x=1", peer: "127.0.0.1" }]);
    expect((await ask("/desk")).status).toBe(404);
    expect((await ask("/desks/1")).status).toBe(404);
    const wrong = await ask("/desk/cases/1", "PUT");
    expect([wrong.status, wrong.headers.get("allow")]).toEqual([405, "POST"]);
  });

  it("arrives with its bytes as they were sent", async () => {
    const route = recording();
    const server = await open([route]);
    const body = Buffer.from([0, 255, 37, 10, 13, 240, 159, 152, 128]);
    const answer = await fetch(`${server.url}/in?a=%20b&c`, {
      method: "POST",
      body,
      headers: { "content-type": "application/x-anything", "X-Twilio-Signature": "abc" },
    });
    expect([answer.status, await answer.text()]).toEqual([200, "taken"]);
    expect(route.seen[0]?.raw.equals(body)).toBe(true);
    expect(route.seen[0]?.query).toBe("a=%20b&c");
    expect(route.seen[0]?.headers).toMatchObject({
      "x-twilio-signature": "abc",
      "content-type": "application/x-anything",
    });
  });

  it("may have no body, and any type that is one", async () => {
    const route = recording();
    const server = await open([route]);
    const post = async (init: RequestInit) =>
      (await fetch(`${server.url}/in`, { method: "POST", ...init })).status;
    expect(await post({})).toBe(200);
    expect(await post({ body: "{", headers: { "content-type": "application/json" } })).toBe(200);
    expect(await post({ body: "x", headers: { "content-type": ";;;" } })).toBe(415);
    expect(route.seen.map(({ raw }) => raw.toString())).toEqual(["", "{"]);
  });

  it("is refused where there is no route, and by another method", async () => {
    const server = await open([recording()]);
    const missing = await fetch(`${server.url}/IN`, { method: "POST" });
    const wrong = await fetch(`${server.url}/in`);
    expect([missing.status, wrong.status, wrong.headers.get("allow")]).toEqual([404, 405, "POST"]);
  });

  it("that breaks its handler is answered 500, without a word why", async () => {
    const server = await open([broken]);
    const answer = await fetch(`${server.url}/in`, { method: "POST" });
    expect([answer.status, await answer.text()]).toEqual([500, "Internal error."]);
  });
});

describe("the size of a body", () => {
  const head = "POST /in HTTP/1.1\r\nhost: x\r\ncontent-type: text/plain\r\n";

  it("may be 256 KB and not a byte more", async () => {
    const route = recording();
    const server = await open([route]);
    const cap = 256 * 1024;
    const send = async (bytes: number) =>
      (await fetch(`${server.url}/in`, { method: "POST", body: Buffer.alloc(bytes, "a") })).status;
    expect([await send(cap), await send(cap + 1)]).toEqual([200, 413]);
    expect(route.seen.length).toBe(1);
  });

  it("is refused by what it says it will be, before it is sent", async () => {
    const server = await open([recording()]);
    const { socket, end } = await byHand(server);
    socket.write(`${head}content-length: ${10 * 1024 * 1024}\r\n\r\n`);
    expect(await end).toMatch(/^HTTP\/1.1 413 /);
  });

  it("is refused by what it becomes, when it never says", async () => {
    const route = recording();
    const server = await open([route]);
    const { socket, end } = await byHand(server);
    socket.write(`${head}transfer-encoding: chunked\r\n\r\n`);
    const chunk = `4000\r\n${"a".repeat(0x4000)}\r\n`;
    const more = () => {
      while (!socket.destroyed && socket.write(chunk));
    };
    socket.on("drain", more);
    more();
    expect(await end).toMatch(/^HTTP\/1.1 413 /);
    expect(route.seen).toEqual([]);
  });
});

describe("a slow client", () => {
  const limits = { headersMs: 300, requestMs: 600 };

  it.each([
    ["says nothing", ""],
    ["never ends its headers", "POST /in HTTP/1.1\r\nhost: x\r\nx-slow: "],
    ["never ends its body", "POST /in HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\nabc"],
  ])("that %s is cut off", async (_name, start) => {
    const route = recording();
    const server = await open([route], { limits });
    const { socket, end } = await byHand(server);
    socket.write(start);
    const drip = setInterval(() => socket.write("a"), 100);
    if (start === "") clearInterval(drip);
    const answer = await end;
    clearInterval(drip);
    expect(answer).toMatch(/^(HTTP\/1\.1 408 [^]*)?$/);
    expect(route.seen).toEqual([]);
    const next = await fetch(`${server.url}/in`, { method: "POST", body: "quick" });
    expect(next.status).toBe(200);
  });
});

describe("nonsense on the wire", () => {
  it.each([
    ["no HTTP", "\u0000\u0001\u0002 hello\r\n\r\n"],
    ["two lengths", "POST /in HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\na"],
    [
      "a length and chunks",
      "POST /in HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n",
    ],
    ["huge headers", `POST /in HTTP/1.1\r\nhost: x\r\nx: ${"a".repeat(100_000)}\r\n\r\n`],
  ])("such as %s is refused and the line cut", async (_name, text) => {
    const route = recording();
    const server = await open([route]);
    const { socket, end } = await byHand(server);
    socket.write(text);
    expect(await end).toMatch(/^HTTP\/1.1 4\d\d /);
    expect(route.seen).toEqual([]);
  });
});

describe("health", () => {
  it("says alive always, and ready only when the probe says so", async () => {
    let ready = true;
    const server = await open([], { ready: () => ready });
    const alive = await fetch(`${server.url}/healthz`);
    const first = await fetch(`${server.url}/readyz`);
    expect([alive.status, first.status]).toEqual([200, 200]);
    expect(await first.json()).toEqual({ ready: true, draining: false, store: "up" });
    ready = false;
    const second = await fetch(`${server.url}/readyz`);
    expect([second.status, (await fetch(`${server.url}/healthz`)).status]).toEqual([503, 200]);
  });
});

describe("a crowd", () => {
  it.skipIf(process.platform !== "linux")(
    "is taken in by more than one in each turn of the event loop",
    async () => {
      const route = recording();
      const server = await open([route]);
      const request = "POST /in HTTP/1.1\r\nhost: x\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";
      for (let n = 0; n < 200; n += 1) {
        const socket = connect(server.port, "127.0.0.1", () => socket.write(request));
        socket.on("error", () => undefined);
        sockets.push(socket);
      }
      let turns = 0;
      for (; route.seen.length < 200; turns += 1) await setImmediate();
      expect(turns).toBeLessThan(150);
    },
  );
});

describe("a port", () => {
  it("that is taken is said by its number", async () => {
    const first = await open([]);
    const second = open([], { port: first.port });
    await expect(second).rejects.toMatchObject({
      code: "run.port-taken",
      message: expect.stringContaining(String(first.port)),
      fix: expect.stringMatching(/port/),
    });
    expect((await fetch(`${first.url}/healthz`)).status).toBe(200);
  });

  it("of another machine is refused as configuration", async () => {
    const opening = openHttp({
      host: "192.0.2.1",
      port: 0,
      log: silentLog,
      routes: [],
      readiness: () => Promise.resolve({ ready: true }),
      signal: new AbortController().signal,
    });
    await expect(opening).rejects.toMatchObject({ code: "config.invalid" });
  });
});

/** A route whose answer waits until it is let go. */
function held(): { readonly route: Route; readonly begun: Promise<void>; readonly letGo: () => void } {
  const started = Promise.withResolvers<void>();
  const gate = Promise.withResolvers<void>();
  const route: Route = {
    method: "POST",
    path: "/in",
    async handle() {
      started.resolve();
      await gate.promise;
      return { status: 200, body: "done" };
    },
  };
  return { route, begun: started.promise, letGo: () => gate.resolve() };
}

describe("closing", () => {
  it("finishes what is in flight and takes nothing new", async () => {
    const { route, begun, letGo } = held();
    const stop = new AbortController();
    const server = await open([route], { signal: stop.signal });
    const inFlight = fetch(`${server.url}/in`, { method: "POST" });
    await begun;
    stop.abort();
    await expect(fetch(`${server.url}/healthz`)).rejects.toThrow("fetch failed");
    letGo();
    const answer = await inFlight;
    expect([answer.headers.get("connection"), await answer.text()]).toEqual(["close", "done"]);
    await server.close();
  });

  it("cuts off what takes too long", async () => {
    const { route, begun } = held();
    const server = await open([route], { limits: { drainMs: 100 } });
    const outcome = Promise.allSettled([fetch(`${server.url}/in`, { method: "POST" })]);
    await begun;
    await server.close();
    expect(await outcome).toMatchObject([{ status: "rejected" }]);
  });

  it("does not wait for connections that are idle", async () => {
    const server = await open([recording()]);
    const { socket, all, end } = await byHand(server);
    socket.write("POST /in HTTP/1.1\r\nhost: x\r\ncontent-length: 0\r\n\r\n");
    await expect.poll(all).toContain("taken");
    await server.close();
    await end;
  });
});
