/**
 * How members of other languages ask for a person: every verb with every person, without accents, as whole
 * words, apostrophes left out. English is understood clause by clause in human-request.ts.
 */
const WAYS: readonly { readonly verbs: readonly string[]; readonly people: readonly string[] }[] = [
  {
    // French
    verbs: [
      "parler a",
      "parler avec",
      "discuter avec",
      "echanger avec",
      "contacter",
      "joindre",
      "je veux",
      "je voudrais",
      "besoin",
      "passez moi",
      "passe moi",
      "avoir",
    ],
    people: [
      "un humain",
      "une humaine",
      "une personne",
      "une vraie personne",
      "quelquun",
      "dun humain",
      "dune personne",
      "dune vraie personne",
      "dun agent",
      "dun conseiller",
      "un agent",
      "un conseiller",
      "une conseillere",
      "un operateur",
      "un etre humain",
      "le support",
    ],
  },
  {
    // German
    verbs: [
      "sprechen mit",
      "reden mit",
      "chatten mit",
      "mit",
      "ich mochte",
      "ich will",
      "ich brauche",
      "gib mir",
      "verbinde mich mit",
      "verbinden sie mich mit",
    ],
    people: [
      "einem menschen",
      "einen menschen",
      "einer echten person",
      "eine echte person",
      "einem mitarbeiter",
      "einen mitarbeiter",
      "einer mitarbeiterin",
      "eine mitarbeiterin",
      "einem echten menschen",
      "einen echten menschen",
    ],
  },
  {
    // Spanish
    verbs: [
      "hablar con",
      "chatear con",
      "contactar con",
      "contactar a",
      "quiero",
      "necesito",
      "paseme con",
      "pasame con",
      "comunicame con",
    ],
    people: [
      "un humano",
      "una humana",
      "un ser humano",
      "una persona",
      "una persona real",
      "alguien",
      "un agente",
      "una agente",
      "un asesor",
      "una asesora",
      "un operador",
      "soporte humano",
    ],
  },
  {
    // Portuguese
    verbs: [
      "falar com",
      "conversar com",
      "quero",
      "preciso de",
      "contatar",
      "me passa para",
      "me passe para",
      "me transfere para",
    ],
    people: [
      "um humano",
      "uma humana",
      "um ser humano",
      "uma pessoa",
      "uma pessoa real",
      "alguem",
      "um atendente",
      "uma atendente",
      "um agente",
      "um operador",
    ],
  },
];

/** Japanese writes no spaces; these are found wherever they stand. */
const UNSPACED = [
  "担当者と話",
  "担当者に繋",
  "担当者につな",
  "担当者を呼",
  "担当者に代わ",
  "人間と話",
  "人と話したい",
  "人と話せ",
  "オペレーターと話",
  "オペレーターに繋",
  "オペレーターにつな",
  "有人対応",
  "有人チャット",
];

/** One expression for all: it is tried on every message. */
const SPACED = new RegExp(
  ` (?:${WAYS.map(({ verbs, people }) => `(?:${verbs.join("|")}) (?:${people.join("|")})`).join("|")}) `,
);

/** Whether words, in lower case and without accents, ask for a person in another language than English. */
export function asksInAnotherLanguage(words: readonly string[]): boolean {
  if (SPACED.test(` ${words.join(" ")} `)) return true;
  const unspaced = words.join("");
  return UNSPACED.some((phrase) => unspaced.includes(phrase));
}
