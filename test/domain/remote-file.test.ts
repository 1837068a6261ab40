import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Failure } from "../../src/domain/failure.ts";
import { isAllowed, openRemote, type AllowedHosts } from "../../src/domain/remote-file.ts";

const DISCORD = { hosts: ["cdn.discordapp.com", ".twilio.com"], loopback: false };
const LOCAL: AllowedHosts = { hosts: [], loopback: true };
const never = new AbortController().signal;

describe("where files may be fetched from", () => {
  it.each(["https://cdn.discordapp.com/attachments/1/2/a.png?ex=1", "https://media.us1.twilio.com/ME1"])(
    "%s",
    (address) => {
      expect(isAllowed(address, DISCORD)).toBe(true);
    },
  );

  it.each([
    "http://cdn.discordapp.com/a",
    "https://cdn.discordapp.com.example.com/a",
    "https://example.com/cdn.discordapp.com",
    "https://cdn.discordapp.com@example.com/a",
    "https://user@cdn.discordapp.com/a",
    "https://cdn.discordapp.com:8443/a",
    "https://eviltwilio.com/a",
    "https://169.254.169.254/latest/meta-data",
    "http://127.0.0.1:6379/",
    "http://localhost/",
    "file:///etc/passwd",
    "not an address",
    "",
  ])("not %j", (address) => {
    expect(isAllowed(address, DISCORD)).toBe(false);
  });
});

describe("a file that is fetched", () => {
  let server: Server;
  let url: string;
  beforeEach(async () => {
    server = createServer((request, response) => {
      const status = Number(request.url?.slice(1));
      if (status === 302) response.setHeader("location", "http://127.0.0.1:1/inside");
      response.statusCode = status;
      response.end("content");
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(() => server.close());

  const failureOf = (path: string, allowed = LOCAL) =>
    openRemote(`${url}${path}`, allowed, never).then(
      () => null,
      (thrown: unknown) => (thrown instanceof Failure ? thrown.code : thrown),
    );

  it("is read as it comes", async () => {
    const { bytes, body } = await openRemote(`${url}/200`, LOCAL, never);
    const chunks: Uint8Array[] = [];
    for await (const chunk of body) chunks.push(chunk);
    expect([bytes, Buffer.concat(chunks).toString()]).toEqual([7, "content"]);
  });

  it.each([
    ["/404", "file.refused"],
    ["/403", "file.refused"],
    ["/429", "file.unreachable"],
    ["/503", "file.unreachable"],
    ["/302", "file.unreachable"],
  ])("answered by %s fails as %s and leads nowhere else", async (path, code) => {
    expect(await failureOf(path)).toBe(code);
  });

  it("is not asked for where nothing may be fetched", async () => {
    expect(await failureOf("/200", DISCORD)).toBe("file.refused");
  });
});
