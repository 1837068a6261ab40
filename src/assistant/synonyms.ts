import { stem } from "./words.ts";

/**
 * Words that members of any company use for the same thing. Only what holds whatever the product is; what
 * a product calls its own things belongs in an article's `aliases` and `question` lines.
 */
const GROUPS = `
  login log logon sign signin
  signup register join enroll
  password passphrase passcode credentials
  forgot forgotten forget lost remember recover recovery reset
  delete remove erase close deactivate
  cancel stop end unsubscribe
  refund reimburse chargeback money
  buy bought purchase order
  pay paid payment billing bill charge invoice
  price cost fee expensive cheap
  card visa mastercard paypal
  change edit modify update alter switch
  rename name nickname username
  email mail
  phone mobile smartphone android iphone ios
  computer pc laptop desktop
  install download setup
  start begin launch open
  broken break fail failure error bug problem issue trouble wrong
  crash freeze hang stuck
  slow lag laggy latency delay ping
  connect connection connectivity online offline disconnect
  ban suspend suspension block locked
  report flag complain complaint
  transfer send sent move migrate
  gift give present
  friend buddy
  invite invitation
  language translate translation
  picture photo image avatar
  sound audio voice microphone mic
  video stream streaming
  subscription subscribe membership plan
  trial demo free
  discount coupon voucher promo
  ship shipping deliver delivery dispatch
  return exchange replace replacement
  work job career hiring
  safe safety secure security
  hack stolen steal compromised
  2fa mfa authenticator
  private privacy
  guide tutorial instructions manual
`;

const groups: readonly (readonly string[])[] = GROUPS.trim()
  .split("\n")
  .map((line) => [...new Set(line.trim().split(/\s+/).map(stem))]);

const synonyms = new Map<string, readonly string[]>();
for (const group of groups) {
  for (const word of group) {
    const others = group.filter((other) => other !== word);
    synonyms.set(word, [...(synonyms.get(word) ?? []), ...others]);
  }
}

/** Other words for a stemmed word, stemmed. */
export function synonymsOf(word: string): readonly string[] {
  return synonyms.get(word) ?? [];
}
