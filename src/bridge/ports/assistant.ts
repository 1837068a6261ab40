export interface AssistantAnswer {
  /** Ready for the member, links included; empty when nothing was found. */
  readonly text: string;
  readonly found: boolean;
}

export interface Assistant {
  answer(
    question: { readonly text: string; readonly locale: string },
    signal: AbortSignal,
  ): Promise<AssistantAnswer>;
}
