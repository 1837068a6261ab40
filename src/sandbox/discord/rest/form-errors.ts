import { DiscordError } from "./errors.ts";

export type FormPath = readonly (string | number)[];

interface Fault {
  readonly code: string;
  readonly message: string;
}

interface FaultTree {
  _errors?: Fault[];
  [key: string]: FaultTree | Fault[] | undefined;
}

/** Everything wrong with one request body, thrown as one 50035 with Discord's nested shape. */
export interface FormErrors {
  add(path: FormPath, code: string, message: string): void;
  /** Throws when somethingthing was added. */
  throwIfAny(): void;
}

export function createFormErrors(): FormErrors {
  const root: FaultTree = {};
  let isFaulty = false;
  return {
    add(path, code, message) {
      isFaulty = true;
      let node = root;
      for (const step of path) {
        const next = (node[String(step)] as FaultTree | undefined) ?? {};
        node[String(step)] = next;
        node = next;
      }
      node._errors = [...(node._errors ?? []), { code, message }];
    },
    throwIfAny() {
      if (isFaulty) throw new DiscordError(400, 50035, "Invalid Form Body", root);
    },
  };
}

/** An answer with one fault in it. */
export function invalidForm(path: FormPath, code: string, message: string): DiscordError {
  const fault: object = { _errors: [{ code, message }] };
  const errors = path.reduceRight<object>((inner, step) => ({ [String(step)]: inner }), fault);
  return new DiscordError(400, 50035, "Invalid Form Body", errors);
}
