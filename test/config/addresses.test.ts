import { describe, expect, test } from "vitest";
import { loadAddresses, requirePublicUrl } from "../../src/config/addresses.ts";

const local = {
  FLEXCORD_DISCORD_API: "http://127.0.0.1:4100/discord/api/",
  FLEXCORD_TWILIO_API: "http://127.0.0.1:4100/twilio",
};

describe("addresses", () => {
  test("are the vendors' own when nothing is said", () => {
    expect(loadAddresses({})).toEqual({
      discordApi: "https://discord.com/api",
      twilioApi: null,
      xApi: "https://api.x.com",
      publicUrl: null,
      loopback: false,
    });
  });

  test("may be this machine's, without https, when both are", () => {
    expect(loadAddresses({ ...local, FLEXCORD_PUBLIC_URL: "http://localhost:8080/" })).toEqual({
      discordApi: "http://127.0.0.1:4100/discord/api",
      twilioApi: "http://127.0.0.1:4100/twilio",
      xApi: "https://api.x.com",
      publicUrl: "http://localhost:8080",
      loopback: true,
    });
  });

  test("may be a proxy's, with https, and are not trusted more for it", () => {
    const addresses = loadAddresses({ FLEXCORD_DISCORD_API: "https://proxy.example.com/discord" });
    expect(addresses).toMatchObject({ discordApi: "https://proxy.example.com/discord", loopback: false });
  });

  test.each([
    [
      "one vendor here, the other far",
      { FLEXCORD_DISCORD_API: local.FLEXCORD_DISCORD_API },
      "both have to be",
    ],
    [
      "a proxy without https",
      { FLEXCORD_TWILIO_API: "http://proxy.example.com" },
      "FLEXCORD_TWILIO_API has to start",
    ],
    [
      "a name that only looks like this machine",
      { ...local, FLEXCORD_TWILIO_API: "http://127.0.0.1.example.com" },
      "FLEXCORD_TWILIO_API has to start",
    ],
    [
      "a public address without https",
      { FLEXCORD_PUBLIC_URL: "http://support.example.com" },
      "FLEXCORD_PUBLIC_URL has to start",
    ],
    ["a public address of this machine", { FLEXCORD_PUBLIC_URL: "https://localhost" }, "cannot reach"],
    [
      "a far public address without https",
      { ...local, FLEXCORD_PUBLIC_URL: "http://10.0.0.7" },
      "when it leaves this machine",
    ],
    ["no address at all", { FLEXCORD_PUBLIC_URL: "support" }, "is not an https address"],
    ["another scheme", { FLEXCORD_PUBLIC_URL: "ftp://support.example.com" }, "is not an https address"],
    ["a password in it", { FLEXCORD_PUBLIC_URL: "https://a:b@support.example.com" }, "an address alone"],
    ["a query in it", { FLEXCORD_PUBLIC_URL: "https://support.example.com/?a=b" }, "an address alone"],
  ])("are refused: %s", (_, env, message) => {
    expect(() => loadAddresses(env)).toThrow(
      expect.objectContaining({ code: "config.invalid", message: expect.stringContaining(message) }),
    );
  });

  test.each(["http://127.1:4100", "http://[::1]:4100", "http://0x7f000001:4100", "http://localhost:4100"])(
    "%s is this machine",
    (address) => {
      expect(loadAddresses({ FLEXCORD_DISCORD_API: address, FLEXCORD_TWILIO_API: address }).loopback).toBe(
        true,
      );
    },
  );

  test("name the variable when the public one is needed and missing", () => {
    expect(() => requirePublicUrl(loadAddresses({}))).toThrow(
      expect.objectContaining({ code: "config.public-url-missing" }),
    );
  });
});
