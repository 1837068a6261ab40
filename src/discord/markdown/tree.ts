/** What is used of the nodes that the Markdown parser gives (mdast). */
export interface MarkdownNode {
  readonly type: string;
  readonly position?:
    | {
        readonly start: { readonly offset?: number | undefined };
        readonly end: { readonly offset?: number | undefined };
      }
    | undefined;
  readonly children?: readonly MarkdownNode[];
  /** Of a heading. */
  readonly depth?: number;
  /** Of a picture. */
  readonly alt?: string | null | undefined;
  readonly url?: string;
  /** Of a table, column by column. */
  readonly align?: readonly ("left" | "right" | "center" | null)[] | null | undefined;
}
