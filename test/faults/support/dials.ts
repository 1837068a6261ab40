import { callsTo } from "../../../src/demo/call.ts";

/** The sandbox's faults, as docs/sandbox-control.md describes them. */
export interface Dials {
  /** Makes a rule; `takeBack` ends it and lets go of what it holds. */
  befall(rule: object): Promise<Rule>;
  clear(): Promise<void>;
  put(path: string, body: object): Promise<void>;
  post<Answer>(path: string, body?: object): Promise<Answer>;
}

export interface Rule {
  /** Waits until it holds a request. */
  untilHeld(): Promise<void>;
  struck(): Promise<number>;
  takeBack(): Promise<void>;
}

interface RuleView {
  readonly id: string;
  readonly struck: number;
  readonly held: number;
}

export function createDials(url: string): Dials {
  const call = callsTo(url);
  const view = async (id: string) => {
    const { rules } = await call<{ rules: RuleView[] }>("GET", "/faults");
    return rules.find((rule) => rule.id === id);
  };
  return {
    async befall(rule) {
      const { id } = await call<RuleView>("POST", "/faults", rule);
      return {
        async untilHeld() {
          const deadline = Date.now() + 15_000;
          while (((await view(id))?.held ?? 0) === 0) {
            if (Date.now() > deadline) throw new Error(`Nothing was held by ${JSON.stringify(rule)}`);
          }
        },
        struck: async () => (await view(id))?.struck ?? 0,
        takeBack: () => call("DELETE", `/faults/${id}`),
      };
    },
    clear: () => call("DELETE", "/faults"),
    put: (path, body) => call("PUT", path, body),
    post: (path, body) => call("POST", path, body),
  };
}
