import { onTestFinished, describe, expect, it } from "vitest";
import { startSandbox } from "../../../src/sandbox/sandbox.ts";

async function open() {
  const sandbox = await startSandbox();
  onTestFinished(() => sandbox.close());
  return async (path: string) => {
    const response = await fetch(`${sandbox.url}${path}`);
    return { status: response.status, headers: response.headers, body: await response.text() };
  };
}

describe("the playground's files", () => {
  it("are a page that loads nothing from elsewhere and runs nothing inline", async () => {
    const get = await open();
    const { status, headers, body } = await get("/");
    expect(status).toBe(200);
    expect(headers.get("content-type")).toBe("text/html; charset=utf-8");
    const policy = headers.get("content-security-policy") ?? "";
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).not.toContain("unsafe");
    expect(body).not.toMatch(/https?:|<style|style=|onclick=|<script(?![^>]*\bsrc=)/);
  });

  it("are all there, scripts as what a browser runs", async () => {
    const get = await open();
    const waiting = [
      "main",
      ...[...(await get("/")).body.matchAll(/(?:src|href)="\/playground\/([^"]+)"/g)].map(
        ([, name]) => name ?? "",
      ),
    ];
    const seen = new Set<string>();
    for (const name of waiting) {
      if (seen.has(name)) continue;
      seen.add(name);
      const { status, headers, body } = await get(`/playground/${name}`);
      expect([name, status]).toEqual([name, 200]);
      expect(headers.get("x-content-type-options")).toBe("nosniff");
      if (!headers.get("content-type")?.startsWith("text/javascript")) continue;
      expect([name, body.match(/^import type|^(?:export )?interface |: string\b/m)?.[0]]).toEqual([
        name,
        undefined,
      ]);
      const from = new URL(name, "http://page/");
      for (const [, path = ""] of body.matchAll(/from "(\.[^"]+)"/g)) {
        waiting.push(new URL(path, from).pathname.slice(1));
      }
    }
    expect(seen.size).toBeGreaterThan(15);
  });

  it.each([
    "/playground/nothing",
    "/playground/tsconfig.json",
    "/playground/desk",
    "/playground/../playground.ts",
    "/playground/%2e%2e/playground.ts",
    "/playground/..%2fplayground.ts",
  ])("do not include %s", async (path) => {
    const get = await open();
    const { status, body } = await get(path);
    expect(status).toBe(404);
    expect(body).not.toContain("registerPlayground");
  });
});
