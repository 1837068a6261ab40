import { asksInAnotherLanguage } from "./human-phrases.ts";

/**
 * Whether a member asks for a person, by their words alone.
 *
 * English is understood as "wish or verb of contact + person", clause by clause; the other languages of
 * flexcord by their phrases, and the house's own words come from the config. Where a sentence may be about the product ("is the human
 * class strong?", "human resources") it is left to the assistant: the button is always there.
 */

const alternatives = (list: string): string => `(?:${list.split(/,\s*/).join("|")})`;

/** People whom nobody names except to be given one. */
const PERSON = alternatives(
  "human being, human, (?:real|actual|live|human) (?:person|human|agent|operator|rep|representative|support|chat|people|someone), " +
    "(?:support|service|customer service|customer support) (?:agent|rep|representative|person), human (?:help|assistance), " +
    "someone real, staff member, member of staff, support staff, team member",
);

/** Words that mean a person to talk to only after a verb of contact, or when they stand alone. */
const ANYBODY = alternatives(
  "agent, person, someone, somebody, anyone, anybody, humans, operator, representative, rep, advisor, adviser, " +
    "staff, support, support team, customer service, customer support, supervisor, manager",
);

const CONTACT = alternatives(
  "(?:talk|talking|speak|speaking|chat|chatting) (?:to|with), (?:connect|transfer|escalate|forward|pass|put|send|hand|switch)(?: (?:me|this|it))?(?: (?:through|over|on))? (?:to|with), " +
    "put me in touch with, get in touch with, get hold of, get me, reach, contact, ask for, asking for, " +
    "(?:help|answer|reply|response|assistance) from, hear from",
);

const WISH = alternatives(
  "want, wanna have, need, would like, id like, prefer, give me, find me, bring me, bring in, (?:can|could|may) i (?:get|have), " +
    "let me have, looking for, do you have, is there, are there",
);

/** After these the person was an adjective, or is somebody in the product or among the members. */
const NOT_TO_TALK_TO =
  "(?! (?:agent )?(?:resources?|rights|class(?:es)?|races?|npcs?|characters?|factions?|forms?|models?|skins?|species|" +
  "kingdom|king|city|warriors?|mages?|villagers?|vendors?|merchants?|traders?|guards?|players?|errors?|body|name|id|" +
  "level|rank|tier|status|roles?|badges?|builds?|\\d+|in (?:game|voice|party|my|guild|private))\\b)";

const ANY = `(?:${PERSON}|${ANYBODY})`;

const REQUESTS: readonly RegExp[] = [
  `${CONTACT} ${ANY}\\b${NOT_TO_TALK_TO}`,
  `${WISH} ${PERSON}\\b${NOT_TO_TALK_TO}`,
  `(?:can|could|would|will|may) ${PERSON} (?:help|assist|look|check|answer|take|fix|join|contact|call)\\b`,
  `${ANY} (?:who |that )?(?:(?:i|we) (?:can|could) (?:talk|speak|chat)|to (?:talk|speak|chat)) (?:to|with)\\b`,
  `(?:is|are) (?:there )?${ANY} (?:there|here|available|online|around)\\b`,
].map((source) => new RegExp(`\\b${source}`, "g"));

/** A clause that is nothing but the person: "agent", "HUMAN human", "live agent asap". */
const ALONE = new RegExp(`^${ANY}(?: ${ANY})*$`);

/** Before a request: it is refused, or told of the past. */
const TAKEN_BACK = new RegExp(
  "\\b(?:dont|do not|didnt|did not|never|not|no|without|am i|was i|i was|already)" +
    "(?: (?:even|yet|need|needed|want|wanting|wish|like|have|having|been|be|to|transfer|connect|me)){0,4} $",
);

/** Words that change nothing about what is asked. */
const FILLERS = new Set(
  "a an the some any your one please pls plz just really actually now right asap immediately hi hello hey ok okay yes thanks".split(
    " ",
  ),
);

/** Scripts that write no spaces between words: there a phrase is found as a piece of text. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Khmer}\p{Script=Lao}]/u;

/** `phrases` are the config's own: each counts wherever it stands in the text as whole words. */
export function asksForHuman(text: string, phrases: readonly string[] = []): boolean {
  const words = wordsOf(text);
  if (asksInAnotherLanguage(words)) return true;
  if (phrases.some((phrase) => contains(words, wordsOf(phrase)))) return true;
  return text.split(/[.!?;,:()\n]+/).some(clauseAsks);
}

function clauseAsks(text: string): boolean {
  const clause = wordsOf(text)
    .filter((word) => !FILLERS.has(word))
    .join(" ");
  if (ALONE.test(clause)) return true;
  return REQUESTS.some((request) =>
    [...clause.matchAll(request)].some((found) => !TAKEN_BACK.test(clause.slice(0, found.index))),
  );
}

/** Lower case, without accents and apostrophes, in words. */
function wordsOf(text: string): readonly string[] {
  const plain = text
    .normalize("NFKD")
    .replaceAll(/[\u0300-\u036F'’`]/g, "")
    .normalize("NFC")
    .toLowerCase();
  return plain.match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
}

function contains(words: readonly string[], phrase: readonly string[]): boolean {
  if (phrase.length === 0) return false;
  if (UNSPACED.test(phrase.join(""))) return words.join("").includes(phrase.join(""));
  return ` ${words.join(" ")} `.includes(` ${phrase.join(" ")} `);
}
