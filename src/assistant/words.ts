const segmenter = new Intl.Segmenter("und", { granularity: "word" });

/**
 * Words that say nothing about what is asked, in English: function words, politeness, and the verbs of
 * asking for help. Other languages get by on how common a word is in the articles.
 */
const STOP_WORDS = new Set(
  `a about above after again all also am an and another any anybody anymore anyone anything anyway are aren arent as at be
  because been before being bring but by came can cannot cant come could couldnt did didnt different do does doesnt doing done
  dont down during each either else even ever every everything few find for from further get gets getting give
  go goes going gonna got had happen happened happens has hasnt have havent having he hello help her here hers
  hey hi him his how however i id if ill im in into is isnt it its ive just keep keeps keeping kind know let lets like little lot
  make makes many may maybe me might mine more most much must my myself need needed needs never no nor not nothing now of off
  oh ok okay on once one only or other our out over own please pls plz possible put question quite rather
  really said same say see she should show since so some somebody someone something somehow soon still such
  sure take tell than thank thanks that thats the their them then there theres these they thing things think
  this those though through to together too tried try trying u under until up upon ur us use used using very
  via wanna want wanted wants was wasnt way we well were what whats when where wheres whether which while who
  whom whose why will wish with within without wont wonder wondering would wouldnt yes yet you your yours`.split(
    /\s+/,
  ),
);

/** A single kana is a particle or an ending. */
const LONE_KANA = /^[\p{Script=Hiragana}\p{Script=Katakana}]$/u;

/** The words of a text that say what it is about, in the form they are compared in. */
export function contentWords(text: string): readonly string[] {
  const words: string[] = [];
  for (const { segment, isWordLike } of segmenter.segment(fold(text))) {
    if (isWordLike !== true || STOP_WORDS.has(segment) || LONE_KANA.test(segment)) continue;
    if (segment.length === 1 && /[a-z]/.test(segment)) continue;
    words.push(stem(segment));
  }
  return words;
}

/** Lower case, width and Latin accents set aside; apostrophes are dropped, other joints part words. */
function fold(text: string): string {
  return text
    .normalize("NFKD")
    .replaceAll(/[\u0300-\u036F'’`]/g, "")
    .normalize("NFC")
    .toLowerCase()
    .replaceAll(/[-_./]/g, " ");
}

const ENDINGS = ["ication", "ation", "ment", "ing", "ion", "ed"];

/**
 * Takes off the commonest English endings. Light on purpose: question and article only need to meet, and
 * what is cut wrongly is cut wrongly in both.
 */
export function stem(word: string): string {
  if (word.length < 4 || !/^[a-z]+$/.test(word)) return word;
  let root = word;
  if (/(?:ss|sh|ch|x|z)es$/.test(root)) root = root.slice(0, -2);
  else if (/[^aeiou]ies$/.test(root)) root = `${root.slice(0, -3)}y`;
  else if (/[^suai]s$/.test(root)) root = root.slice(0, -1);
  const ending = ENDINGS.find((end) => root.endsWith(end) && /[aeiouy]./.test(root.slice(0, -end.length)));
  if (ending !== undefined && root.length - ending.length >= 3) root = root.slice(0, -ending.length);
  root = root.replace(/([bdfgklmnprt])\1$/, "$1");
  return root.length > 3 ? root.replace(/[ey]$/, "") : root;
}
