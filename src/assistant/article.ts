/** The unit of retrieval: what stands under one heading. */
export interface Section {
  /** Null for what stands before the first heading. */
  readonly heading: string | null;
  /** Plain text. A line is a paragraph or a list item; code is left to the article itself. */
  readonly lines: readonly string[];
}

/** One help article. */
export interface Article {
  /** Path inside the knowledge folder, with forward slashes. */
  readonly path: string;
  readonly title: string;
  /** Where members read the whole of it. */
  readonly url: string;
  readonly tags: readonly string[];
  /** Other ways to ask for it, in members' words. */
  readonly questions: readonly string[];
  readonly sections: readonly Section[];
}

export interface Knowledge {
  readonly articles: readonly Article[];
}
