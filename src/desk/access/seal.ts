import { createHmac, timingSafeEqual } from "node:crypto";

/** What a seal is for: what was sealed for one purpose opens for no other. */
export type Purpose = "link" | "case session" | "staff session" | "sign-in" | "form";

/** Texts that only we can have written. They are signed, not hidden. */
export interface Sealer {
  /** The signature of a text: 256 bits, base64url. The same text has the same one. */
  sign(purpose: Purpose, text: string): string;
  /** Compares in a time that tells nothing of how much was right. */
  isSigned(purpose: Purpose, text: string, signature: string): boolean;
  seal(purpose: Purpose, content: object): string;
  /** Null for what we did not seal for this purpose. */
  open(purpose: Purpose, sealed: string): unknown;
}

/** @param key 32 bytes; whoever has it can write anything */
export function createSealer(key: Uint8Array): Sealer {
  const digest = (purpose: Purpose, text: string) =>
    createHmac("sha256", key).update(`${purpose} v1\0${text}`).digest();
  const sealer: Sealer = {
    sign: (purpose, text) => digest(purpose, text).toString("base64url"),
    isSigned(purpose, text, signature) {
      const wanted = digest(purpose, text);
      const given = Buffer.from(signature, "base64url");
      return given.length === wanted.length && timingSafeEqual(given, wanted);
    },
    seal(purpose, content) {
      const text = Buffer.from(JSON.stringify(content)).toString("base64url");
      return `${text}.${sealer.sign(purpose, text)}`;
    },
    open(purpose, sealed) {
      const [text = "", signature = "", ...rest] = sealed.split(".");
      if (rest.length > 0 || !sealer.isSigned(purpose, text, signature)) return null;
      return JSON.parse(Buffer.from(text, "base64url").toString("utf8"));
    },
  };
  return sealer;
}
