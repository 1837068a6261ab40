import MiniSearch, { type SearchOptions, type SearchResult } from "minisearch";
import type { Article, Knowledge, Section } from "./article.ts";
import { synonymsOf } from "./synonyms.ts";
import { contentWords } from "./words.ts";

/** What a question found in one article. */
export interface Found {
  readonly article: Article;
  /** The section that answers it best. */
  readonly section: Section;
  /** How much of what was asked is said there, from 0 to 1. */
  readonly confidence: number;
}

export interface KnowledgeIndex {
  /** The best section of each article that says any of it, the best article first. */
  search(question: string): readonly Found[];
}

interface Entry {
  readonly id: number;
  readonly article: Article;
  readonly section: Section;
}

/** One word of the question in one section. */
interface Hit {
  /** How surely it is meant there, from 0 to 1. */
  readonly strength: number;
  /** The same, heeding only what the section itself says: not the article's title, questions and tags. */
  readonly ownStrength: number;
  /** BM25+. */
  readonly score: number;
}

interface WordHits {
  /** How much the word tells: a word that many articles have tells little. */
  readonly weight: number;
  readonly hits: ReadonlyMap<number, Hit>;
}

const FIELDS = ["title", "questions", "tags", "heading", "body"] as const;
const EXACT: SearchOptions = {
  boost: { title: 3, questions: 3, tags: 2, heading: 2, body: 1 },
  tokenize: (word) => [word],
  processTerm: (word) => word,
  prefix: false,
  fuzzy: false,
};
/** A typo, or a word cut short. Words with digits mean what they say. */
const NEAR: SearchOptions = {
  ...EXACT,
  prefix: (word) => word.length >= 4,
  fuzzy: (word) => (word.length < 5 || /\d/.test(word) ? false : word.length < 9 ? 1 : 2),
};
/** Two letters that changed places are two edits. */
const SWAPPED: SearchOptions = { ...EXACT, fuzzy: (word) => (word.length < 5 ? false : 2) };

/** Where a word is found says how much the text is about it. */
const FIELD_STRENGTH: Readonly<Record<string, number>> = {
  title: 1,
  questions: 1,
  tags: 1,
  heading: 1,
  body: 0.75,
};
const OWN_FIELDS: ReadonlySet<string> = new Set(["heading", "body"]);
const MATCH_STRENGTH = { exact: 1, near: 0.75, synonym: 0.7 };
/** How far the order of results heeds BM25+ beside confidence, which alone decides what is good enough. */
const SCORE_SHARE = 0.3;
/** A question is a few sentences at most; the rest of a very long message is not looked at. */
const MOST_WORDS = 40;

/** An index over the sections of all articles. Building it is linear in their text; it lives in memory. */
export function createKnowledgeIndex(knowledge: Knowledge): KnowledgeIndex {
  const entries = knowledge.articles.flatMap(sectionsOf).map((entry, id): Entry => ({ id, ...entry }));
  const index = new MiniSearch<Entry>({
    fields: [...FIELDS],
    extractField: (entry, field) => (field === "id" ? entry.id : fieldOf(entry, field)),
    tokenize: (text) => [...contentWords(text)],
    processTerm: (word) => word,
  });
  index.addAll(entries);

  return {
    search(question) {
      const words = [...new Set(contentWords(question))].slice(0, MOST_WORDS);
      const found = words.map((word) => weigh(lookUp(index, word), entries, knowledge.articles.length));
      return rank(found, entries);
    },
  };
}

function sectionsOf(article: Article): readonly Omit<Entry, "id">[] {
  const sections = article.sections.length > 0 ? article.sections : [{ heading: null, lines: [] }];
  return sections.map((section) => ({ article, section }));
}

function fieldOf({ article, section }: Entry, field: string): string {
  if (field === "title") return article.title;
  if (field === "questions") return article.questions.join("\n");
  if (field === "tags") return article.tags.join("\n");
  if (field === "heading") return section.heading ?? "";
  return section.lines.join("\n");
}

function lookUp(index: MiniSearch<Entry>, word: string): ReadonlyMap<number, Hit> {
  const hits = new Map<number, Hit>();
  const note = (results: readonly SearchResult[], strength: number) => {
    for (const { id, score, match } of results) {
      const fields = Object.values(match).flat();
      const hit = {
        strength: strength * strongest(fields),
        ownStrength: strength * strongest(fields.filter((field) => OWN_FIELDS.has(field))),
        score: score * strength,
      };
      const before = hits.get(id as number);
      if (before === undefined || hit.strength > before.strength) hits.set(id as number, hit);
    }
  };
  const exact = index.search(word, EXACT);
  note(exact, MATCH_STRENGTH.exact);
  for (const other of synonymsOf(word)) note(index.search(other, EXACT), MATCH_STRENGTH.synonym);
  if (exact.length === 0) note(nearly(index, word), MATCH_STRENGTH.near);
  return hits;
}

/** People rarely mistype the first letter: "weather" is not "leather". */
function nearly(index: MiniSearch<Entry>, word: string): readonly SearchResult[] {
  const near = index
    .search(word, NEAR)
    .filter(({ terms }) => terms.some((term) => term.at(0) === word.at(0)));
  if (near.length > 0) return near;
  return index
    .search(word, SWAPPED)
    .filter(({ terms }) => terms.some((term) => lettersOf(term) === lettersOf(word)));
}

function lettersOf(word: string): string {
  return Array.from(word).sort().join("");
}

function strongest(fields: readonly string[]): number {
  return Math.max(0, ...fields.map((field) => FIELD_STRENGTH[field] ?? 0));
}

function weigh(hits: ReadonlyMap<number, Hit>, entries: readonly Entry[], articleCount: number): WordHits {
  // A word that no article has counts as much as one that a single article has: it may be the very point.
  const having = Math.max(1, new Set([...hits.keys()].map((id) => entries[id]?.article)).size);
  return { weight: Math.log(1 + (articleCount - having + 0.5) / (having + 0.5)), hits };
}

interface Candidate {
  readonly entry: Entry;
  readonly confidence: number;
  readonly own: number;
  readonly score: number;
}

function compare(words: readonly WordHits[], entry: Entry): Candidate {
  const total = { asked: 0, said: 0, own: 0, score: 0 };
  for (const { weight, hits } of words) {
    const hit = hits.get(entry.id);
    total.asked += weight;
    total.said += weight * (hit?.strength ?? 0);
    total.own += weight * (hit?.ownStrength ?? 0);
    total.score += hit?.score ?? 0;
  }
  return {
    entry,
    confidence: total.said === 0 ? 0 : total.said / total.asked,
    own: total.own,
    score: total.score,
  };
}

function rank(words: readonly WordHits[], entries: readonly Entry[]): readonly Found[] {
  const candidates = entries.map((entry) => compare(words, entry)).filter(({ confidence }) => confidence > 0);
  const highest = candidates.reduce((most, { score }) => Math.max(most, score), 0);
  const order = ({ confidence, score }: Candidate) => confidence + (SCORE_SHARE * score) / highest;

  const ofArticle = Map.groupBy(candidates, ({ entry }) => entry.article);
  return [...ofArticle.values()]
    .map((sections) => ({ best: mostBy(sections, order), passage: mostBy(sections, ({ own }) => own) }))
    .sort((a, b) => order(b.best) - order(a.best))
    .map(({ best, passage }) => ({
      article: best.entry.article,
      section: passage.entry.section,
      confidence: best.confidence,
    }));
}

/** The one with the highest measure; the earliest of equals, as articles say first what matters most. */
function mostBy(candidates: readonly Candidate[], measure: (candidate: Candidate) => number): Candidate {
  return candidates.reduce((most, next) => (measure(next) > measure(most) ? next : most));
}
