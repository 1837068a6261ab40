/** What members type means nothing to Discord here. */
export function asWritten(text: string): string {
  return text.replaceAll(/[\\*_~`|<>[\]()#@:-]/gu, "\\$&");
}

/** An address of a message that we have put there ourselves, on a line of its own. */
export const LINK = /^https:\/\/discord\.com\/channels\/\d+\/\d+\/\d+$/u;
