import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { loadKnowledge } from "../../src/assistant/load-knowledge.ts";
import { Failure } from "../../src/domain/failure.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "flexcord-knowledge-"));
});
afterEach(() => rm(folder, { recursive: true }));

async function write(name: string, ...lines: string[]) {
  const file = path.join(folder, name);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, lines.join("\n"));
  return file;
}

async function failureOf(promise: Promise<unknown>): Promise<Failure> {
  const thrown: unknown = await promise.then(
    () => null,
    (error: unknown) => error,
  );
  if (!(thrown instanceof Failure)) throw new Error("expected a Failure");
  return thrown;
}

describe("a knowledge folder", () => {
  it("is read with the folders in it", async () => {
    await write("owls.md", "---", "title: Owls", "url: https://a.example/owls", "---", "They eat mice.");
    await write("deep/er/crows.md", "---", "title: Crows", "url: https://a.example/crows", "---", "## Nests");
    await write("notes.txt", "not an article");
    await write("README.md", "# How we write articles");
    await write("_drafts/x.md", "no front matter");
    await write(".hidden.md", "no front matter");
    await mkdir(path.join(folder, "folder.md"));
    const { articles } = await loadKnowledge(folder);
    expect(articles).toEqual([
      {
        path: "deep/er/crows.md",
        title: "Crows",
        url: "https://a.example/crows",
        tags: [],
        questions: [],
        sections: [{ heading: "Nests", lines: [] }],
      },
      expect.objectContaining({ path: "owls.md", sections: [{ heading: null, lines: ["They eat mice."] }] }),
    ]);
  });

  it("is refused with every fault of every article", async () => {
    const one = await write("a.md", "---", "url: https://a.example/x", "---");
    const two = await write("b.md", "---", "title: B", "url: https://a.example/x", "---");
    const three = await write("c.md", "# No head");
    const failure = await failureOf(loadKnowledge(folder));
    expect(failure.code).toBe("config.invalid");
    expect(failure.message.split("\n").slice(1)).toEqual([
      `  ${one}:1: the title is missing`,
      `  ${three}:1: it does not start with a line of ---`,
      `  ${two}:3: the same url as ${one}:2`,
    ]);
    expect(failure.fix).toContain("title:");
  });

  it("that is not there is named", async () => {
    const missing = path.join(folder, "nowhere");
    const failure = await failureOf(loadKnowledge(missing));
    expect([failure.code, failure.where]).toEqual(["config.invalid", missing]);
  });

  it("without an article is no knowledge", async () => {
    await write("README.md", "# Nothing yet");
    expect((await failureOf(loadKnowledge(folder))).message).toContain("holds no article");
  });
});
