import { asking } from "./asking.ts";
import { describe, expect, it } from "vitest";
import type { Article } from "../../src/assistant/article.ts";
import { createArticleAssistant } from "../../src/assistant/article-assistant.ts";
import { readSections } from "../../src/assistant/markdown.ts";
import { createTexts } from "../../src/texts/texts.ts";
import { seeded } from "../random.ts";
import { makeWorld } from "./made-up.ts";

const options = { maxArticles: 3, minScore: 0.3 };
const never = new AbortController().signal;

function article(fields: Partial<Article> & { title: string }, markdown = "Some words."): Article {
  const path = `${fields.title}.md`;
  const url = `https://help.example/${encodeURIComponent(fields.title)}`;
  return { path, url, tags: [], questions: [], sections: readSections(markdown), ...fields };
}

function ask(articles: readonly Article[], text: string, more: Partial<typeof options> = {}) {
  const assistant = createArticleAssistant({ articles }, { ...options, ...more });
  return assistant.answer(asking(text, "en-US"), never);
}

function linksIn(text: string): number {
  return text.split("\n").filter((line) => line.startsWith("• ")).length;
}

describe("articles and questions that nobody has seen before", () => {
  const seeds = [1, 2, 3, seeded().seed];

  it.each(seeds)("are brought together (seed %i)", async (seed) => {
    const world = makeWorld(seed, 40);
    const assistant = createArticleAssistant(world, options);
    const missed: string[] = [];
    for (const { article, question } of world.asked) {
      const { text, found } = await assistant.answer(asking(question, "en"), never);
      if (!found || !text.includes(`${article.url}\n`)) missed.push(question);
    }
    expect(missed, `seed ${seed}`).toEqual([]);
  });

  it.each(seeds)("and questions about other things are left alone (seed %i)", async (seed) => {
    const world = makeWorld(seed, 40);
    const assistant = createArticleAssistant(world, options);
    const wrong: string[] = [];
    for (const question of world.foreign) {
      const answer = await assistant.answer(asking(question, "en"), never);
      if (answer.found) wrong.push(question);
    }
    expect(wrong, `seed ${seed}`).toEqual([]);
  });
});

describe("a small help desk", () => {
  const desk = [
    article(
      { title: "Borrowing a telescope", tags: ["rental"], questions: ["Can I take one home?"] },
      "Book a telescope two days ahead. Bring your card.\n\n## Late returns\n\nA late telescope costs four euros a day.",
    ),
    article(
      { title: "Dark-sky evenings" },
      "We meet on every new moon behind the observatory. Dogs are welcome.",
    ),
    article({ title: "Paying your membership" }, "We take cards and bank transfer. The fee is due in March."),
  ];

  it.each([
    ["I'd like to borrow a telescope for the weekend", "Borrowing a telescope"],
    ["what happens when I return it late?", "Borrowing a telescope"],
    ["can i take it home", "Borrowing a telescope"],
    ["May I bring my dog?", "Dark-sky evenings"],
    ["telescpoe rental", "Borrowing a telescope"],
    ["when is the membership fee due", "Paying your membership"],
    ["is it ok to pay with visa?", "Paying your membership"],
  ])("%j is answered with %j", async (question, title) => {
    const { text, found } = await ask(desk, question);
    expect(found).toBe(true);
    expect(text).toContain(`From “${title}”:`);
  });

  it.each([
    "what's the capital of Mongolia?",
    "write me a poem",
    "hello!",
    "thanks a lot",
    "",
    "???",
    "🙂",
    "a".repeat(4_000),
  ])("%j is not", async (question) => {
    expect(await ask(desk, question)).toEqual({ text: "", found: false });
  });

  it("answers with the passage that fits, not with the article's beginning", async () => {
    const { text } = await ask(desk, "how much does a late telescope cost");
    expect(text).toContain("A late telescope costs four euros a day.");
    expect(text).not.toContain("Book a telescope");
  });

  it("claims nothing, links the article and says how to reach a human", async () => {
    const { text } = await ask(desk, "telescope");
    expect(text).toBe(
      [
        "This may help. From “Borrowing a telescope”:",
        "Book a telescope two days ahead. Bring your card.",
        "Read more:\n• Borrowing a telescope: https://help.example/Borrowing%20a%20telescope",
        "Not what you were looking for? Ask me in other words, or say “talk to a human”.",
      ].join("\n\n"),
    );
  });

  it("speaks in the words of the config", async () => {
    const texts = createTexts({ locale: "en", overrides: { "assistant.outro": "Or ask the crew." } });
    const assistant = createArticleAssistant({ articles: desk }, { ...options, texts: () => texts });
    const { text } = await assistant.answer(asking("telescope", "en"), never);
    expect(text.endsWith("Or ask the crew.")).toBe(true);
  });

  it("stops when it is told to", async () => {
    const assistant = createArticleAssistant({ articles: desk }, options);
    const gone = AbortSignal.abort(new Error("closing"));
    await expect(assistant.answer(asking("telescope", "en"), gone)).rejects.toThrow("closing");
  });
});

describe("how many articles are linked", () => {
  const many = Array.from({ length: 8 }, (_, n) =>
    article({ title: `Feeding owls, part ${n + 10}` }, "Owls eat mice."),
  );

  it.each([1, 3, 8])("is at most %i", async (maxArticles) => {
    const { text } = await ask(many, "what do owls eat?", { maxArticles });
    expect(linksIn(text)).toBe(maxArticles);
  });

  it("is one when the others are far off", async () => {
    const { text } = await ask(
      [...many, article({ title: "Training a falcon to hunt mice" }, "Use a lure.")],
      "training a falcon to hunt mice",
    );
    expect(linksIn(text)).toBe(1);
  });

  it("is none when all they share with the question is what every article says", async () => {
    expect((await ask(many, "owls on teapots")).found).toBe(false);
    const one = article({ title: "Our teapots" }, "No bird sits on them.");
    expect((await ask([...many, one], "owls on teapots")).text).toContain("From “Our teapots”:");
  });

  it("rises and falls with minScore", async () => {
    expect((await ask(many, "owls juggling unicycles teapots", { minScore: 0 })).found).toBe(true);
    expect((await ask(many, "owls juggling unicycles teapots", { minScore: 0.9 })).found).toBe(false);
  });
});

describe("languages without English words", () => {
  const desk = [
    article(
      { title: "パスワードを再設定する" },
      "ログイン画面で「パスワードを忘れた」を選びます。メールが届きます。",
    ),
    article({ title: "ギルドに参加する" }, "レベル10でギルドに参加できます。"),
    article({ title: "Mot de passe oublié" }, "Cliquez sur le lien. Un e-mail arrive en quelques minutes."),
    article({ title: "Сброс пароля" }, "Нажмите на ссылку и введите новый пароль."),
    article({ title: "إعادة تعيين كلمة المرور" }, "اضغط على الرابط في صفحة الدخول."),
    article({ title: "วิธีเปลี่ยนรหัสผ่าน" }, "เปิดหน้าการตั้งค่า"),
  ];

  it.each([
    ["パスワードを忘れました", "パスワードを再設定する"],
    ["ギルドに入りたい", "ギルドに参加する"],
    ["j'ai oublie mon mot de passe", "Mot de passe oublié"],
    ["где ввести новый пароль?", "Сброс пароля"],
    ["كلمة المرور", "إعادة تعيين كلمة المرور"],
    ["รหัสผ่าน", "วิธีเปลี่ยนรหัสผ่าน"],
  ])("%j finds %j", async (question, title) => {
    expect((await ask(desk, question)).text).toContain(title);
  });

  it("a question in one language finds nothing where only another is spoken", async () => {
    expect((await ask(desk, "¿dónde está la biblioteca municipal?")).found).toBe(false);
  });
});

describe("the length of an answer", () => {
  it("stays below a Discord message's, whatever the articles hold", async () => {
    const random = seeded();
    for (let round = 0; round < 100; round += 1) {
      const long = (most: number) => "owl 🦉 ".repeat(random.whole(most));
      const articles = Array.from({ length: 10 }, (_, n) =>
        article(
          {
            title: `Owl ${n} ${long(60)}`,
            url: `https://help.example/${n}/${"x".repeat(random.whole(900))}`,
          },
          `${long(400)}.\n\n- ${long(50)}`,
        ),
      );
      const { text, found } = await ask(articles, "owl", { maxArticles: 10 });
      expect(found).toBe(true);
      expect(text.length, `seed ${random.seed}`).toBeLessThan(2_000);
      expect(text.isWellFormed()).toBe(true);
      expect(text).toContain("talk to a human");
    }
  });
});
