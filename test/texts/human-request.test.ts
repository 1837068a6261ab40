import { describe, expect, it } from "vitest";
import { asksForHuman } from "../../src/texts/human-request.ts";
import { seeded } from "../random.ts";

describe("a member asks for a human", () => {
  it.each([
    "I want to talk to a human",
    "talk to a human",
    "HUMAN!!!",
    "human please",
    "agent",
    "agent agent agent",
    "Can I speak to someone?",
    "could I please speak with a real person about my bill",
    "real person please",
    "Get me a live agent NOW",
    "live agent",
    "support agent",
    "let me talk to a person",
    "Connect me with your support team, please.",
    "transfer me to an agent",
    "put me through to customer service",
    "hand me over to a human",
    "I’d like a human",
    "i need a real human",
    "I need a human being, not a bot",
    "is there a human I can talk to",
    "Is anybody there?",
    "can a human help me?",
    "could a real person look at this",
    "no, I want a human",
    "not the bot, a human",
    "I don't want a bot. I want to speak to a representative.",
    "why don't you let me talk to a human",
    "This is useless. Operator!",
    "I just want an actual person",
    "do you have live chat?",
    "how do I contact support?",
    "someone to talk to",
    "tâlk to a húman",
    "talk\nto\na human",
    "My account is locked and I need help from someone",
  ])("%j", (text) => {
    expect(asksForHuman(text)).toBe(true);
  });
});

describe("a member speaks of something else", () => {
  it.each([
    "is the human class strong?",
    "Is the human race better than elves?",
    "Where do I find human resources?",
    "I want to contact human resources",
    "do you have a human resources department",
    "Do I need a human character for the quest?",
    "can I talk to the human vendor twice?",
    "talk to agent 47",
    "how do I become a support agent",
    "what is a live agent?",
    "which agent is best on this map?",
    "are you human?",
    "am I talking to a real person?",
    "is this a real person",
    "I don't want to talk to a human",
    "please do not connect me to an agent",
    "no need for a human",
    "I never want a human",
    "humanity",
    "the reagent is missing",
    "someone stole my sword",
    "can someone trade with me",
    "I want agent skins",
    "How do I talk to someone in voice?",
    "what is human error?",
    "person of interest quest",
    "",
    "   ",
    "?!",
  ])("%j", (text) => {
    expect(asksForHuman(text)).toBe(false);
  });
});

describe("phrases of the config", () => {
  it("count as whole words, without regard to case and accents", () => {
    expect(asksForHuman("Je veux parler à un Conseiller, merci", ["parler a un conseiller"])).toBe(true);
    expect(asksForHuman("Ich will einen MITARBEITER sprechen", ["einen Mitarbeiter"])).toBe(true);
    expect(asksForHuman("mods", ["mod"])).toBe(false);
    expect(asksForHuman("ping a mod", ["mod"])).toBe(true);
  });

  it("are found in scripts without spaces", () => {
    expect(asksForHuman("すみません、人と話したいです", ["人と話したい"])).toBe(true);
    expect(asksForHuman("パスワードを忘れました", ["人と話したい"])).toBe(false);
  });

  it("that are empty match nothing", () => {
    expect(asksForHuman("hello there", ["", "…"])).toBe(false);
  });

  it("add to the English ones", () => {
    expect(asksForHuman("live agent", ["mod"])).toBe(true);
  });
});

describe("whatever is written", () => {
  it("a request is heard in any case, with any mark behind it", () => {
    const random = seeded();
    const leads = ["talk to", "speak with", "connect me to", "i want", "give me", "can i get"];
    const people = ["a human", "a real person", "a live agent", "a support agent", "a human agent"];
    const ends = ["", "!", "??", " please", " now", "...", " about my order", ", thanks"];
    for (let round = 0; round < 500; round += 1) {
      const text = `${random.pick(leads)} ${random.pick(people)}${random.pick(ends)}`;
      const mixed = Array.from(text, (letter) =>
        random.whole(2) === 0 ? letter.toUpperCase() : letter,
      ).join("");
      expect(asksForHuman(mixed), `seed ${random.seed}: ${mixed}`).toBe(true);
    }
  });

  it("a long text takes no long time", () => {
    const text = "i do not want to talk to with me through over on ".repeat(2_000);
    expect(asksForHuman(text)).toBe(false);
  });
});

describe("a member asks for a human in another language", () => {
  it.each([
    "Je voudrais parler à une vraie personne",
    "parler avec quelqu'un s'il vous plaît",
    "j'ai besoin d'un humain",
    "Ich möchte mit einem Menschen sprechen",
    "ich will einen echten Menschen!",
    "kann ich mit einer Mitarbeiterin reden?",
    "quiero hablar con una persona",
    "necesito un agente, por favor",
    "Quero falar com um atendente",
    "preciso de uma pessoa real",
    "担当者と話したいです",
    "オペレーターにつないでください",
  ])("%s", (text) => {
    expect(asksForHuman(text)).toBe(true);
  });

  it.each([
    "Comment jouer un humain dans le jeu ?",
    "Welche Klasse ist für Menschen gut?",
    "¿Cuántas personas pueden jugar?",
    "Qual é o melhor personagem humano?",
    "人気のキャラクターは？",
  ])("not in %s", (text) => {
    expect(asksForHuman(text)).toBe(false);
  });
});
