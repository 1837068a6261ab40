import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { expect, onTestFinished, test } from "vitest";
import { flexcord, root } from "./process.ts";

test.each(["SIGINT", "SIGTERM"] as const)(
  "says where it is on one line, serves, and ends well on %s",
  async (signal) => {
    const child = spawn(
      process.execPath,
      [join(root, "bin", "flexcord.js"), "sandbox", "--port", "0", "--json"],
      {
        stdio: ["ignore", "pipe", "inherit"],
      },
    );
    onTestFinished(() => void child.kill("SIGKILL"));
    const ended = once(child, "exit");
    const [line] = (await once(createInterface({ input: child.stdout }), "line")) as [string];
    const ready = JSON.parse(line) as { readonly version: number; readonly url: string };
    expect(ready.version).toBe(1);
    expect((await fetch(`${ready.url}/control/tape`)).status).toBe(200);
    child.kill(signal);
    expect(await ended).toEqual([0, null]);
  },
);

test("a port in use is said so, with what to do", async () => {
  const taken = createServer().listen(0, "127.0.0.1");
  onTestFinished(() => void taken.close());
  await once(taken, "listening");
  const { port } = taken.address() as AddressInfo;
  const { code, stdout, stderr } = await flexcord(["sandbox", "--port", String(port)]);
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toBe(
    `error: Port ${port} is in use. Pass --port with another one, or --port 0 for any that is free. [run.port-taken]\n`,
  );
});

test.each(["0.0.0.0", "192.168.0.7", "127.0.0.1.example.com", "::"])(
  "listens on no other machine's behalf: %s",
  async (host) => {
    const { code, stderr } = await flexcord(["sandbox", "--port", "0", "--host", host]);
    expect(code).toBe(2);
    expect(stderr).toContain("It has to be an address of this machine alone");
  },
);
