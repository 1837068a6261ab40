/** One cookie of ours. */
export interface Cookie {
  readonly name: string;
  readonly value: string;
  /** The browser sends it below this path only. */
  readonly path: string;
  /** `embedded`: also inside of a page of another site, and there in a jar of its own (CHIPS). */
  readonly reach: "embedded" | "own-site";
  /** 0 takes it away. */
  readonly maxAgeSeconds: number;
}

/** Browsers take Secure cookies of plain http from this machine alone, which is where plain http is allowed. */
export function setCookie({ name, value, path, reach, maxAgeSeconds }: Cookie): string {
  const kept = reach === "embedded" ? "SameSite=None; Partitioned" : "SameSite=Lax";
  return `${name}=${value}; Path=${path}; Max-Age=${maxAgeSeconds}; HttpOnly; Secure; ${kept}`;
}

/** Every value sent under a name: of two cookies for nested paths a browser sends both. */
export function cookieValues(header: string | undefined, name: string): readonly string[] {
  return (header ?? "")
    .split(";")
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => pair.slice(name.length + 1));
}
