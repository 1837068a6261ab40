import type { Language } from "./texts.ts";

/** What members read of a command: what they type or pick, and the line beside it, which only slash commands have. */
export interface CommandWords {
  readonly name: string;
  readonly description?: string;
}

type InEveryLanguage = Readonly<Record<Language, CommandWords>>;

/** The commands that flexcord answers, by key. Slash commands are named in lower case and without spaces. */
export const commandWords = {
  helpme: {
    en: {
      name: "helpme",
      description: "Get help in a private message, from our assistant or from a person",
    },
    fr: {
      name: "aide",
      description: "De l'aide en message privé, par notre assistant ou par une personne",
    },
    de: {
      name: "hilfe",
      description: "Hilfe in einer privaten Nachricht, von unserem Assistenten oder einem Menschen",
    },
    es: {
      name: "ayuda",
      description: "Ayuda en un mensaje privado, de nuestro asistente o de una persona",
    },
    pt: {
      name: "ajuda",
      description: "Ajuda em uma mensagem privada, do nosso assistente ou de uma pessoa",
    },
    ja: {
      name: "ヘルプ",
      description: "ダイレクトメッセージで、アシスタントや担当者がお手伝いします",
    },
  },
  cases: {
    en: { name: "cases", description: "See your cases and how they stand" },
    fr: { name: "dossiers", description: "Vos dossiers et où ils en sont" },
    de: { name: "fälle", description: "Deine Fälle und wie sie stehen" },
    es: { name: "casos", description: "Tus casos y cómo van" },
    pt: { name: "casos", description: "Seus casos e como estão" },
    ja: { name: "ケース", description: "あなたのケースとその状況を表示します" },
  },
  bug: {
    en: { name: "bug", description: "Report a bug" },
    fr: { name: "signaler-bug", description: "Signaler un bug" },
    de: { name: "fehler", description: "Einen Fehler melden" },
    es: { name: "error", description: "Informar de un error" },
    pt: { name: "erro", description: "Relatar um erro" },
    ja: { name: "不具合", description: "不具合を報告します" },
  },
  "report-as-bug": {
    en: { name: "Report as bug" },
    fr: { name: "Signaler comme bug" },
    de: { name: "Als Fehler melden" },
    es: { name: "Informar como error" },
    pt: { name: "Relatar como erro" },
    ja: { name: "不具合として報告" },
  },
  "new-feature": {
    en: { name: "new_feature", description: "Post an idea to vote on" },
    fr: { name: "nouvelle_idée", description: "Publier une idée à soumettre au vote" },
    de: { name: "neue_idee", description: "Eine Idee posten, über die abgestimmt wird" },
    es: { name: "nueva_idea", description: "Publicar una idea para votarla" },
    pt: { name: "nova_ideia", description: "Publicar uma ideia para votação" },
    ja: { name: "新しいアイデア", description: "投票してもらうアイデアを投稿します" },
  },
  "post-as-idea": {
    en: { name: "Post as idea" },
    fr: { name: "Publier comme idée" },
    de: { name: "Als Idee posten" },
    es: { name: "Publicar como idea" },
    pt: { name: "Publicar como ideia" },
    ja: { name: "アイデアとして投稿" },
  },
  "report-message": {
    en: { name: "Report message" },
    fr: { name: "Signaler le message" },
    de: { name: "Nachricht melden" },
    es: { name: "Denunciar mensaje" },
    pt: { name: "Denunciar mensagem" },
    ja: { name: "メッセージを報告" },
  },
  announce: {
    en: { name: "announce", description: "Announce something to everybody" },
    fr: { name: "annoncer", description: "Annoncer quelque chose à tout le monde" },
    de: { name: "ankündigen", description: "Allen etwas ankündigen" },
    es: { name: "anunciar", description: "Anunciar algo a todo el mundo" },
    pt: { name: "anunciar", description: "Anunciar algo a todos" },
    ja: { name: "お知らせ", description: "全員にお知らせを出します" },
  },
} satisfies Readonly<Record<string, InEveryLanguage>>;

/** The key of a command that flexcord answers. */
export type CommandKey = keyof typeof commandWords;

/** What a command is called in each language. */
export function wordsIn(key: CommandKey): InEveryLanguage {
  return commandWords[key];
}
