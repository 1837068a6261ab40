import type { Sandbox } from "../../../../src/sandbox/sandbox.ts";

export type Control = <Answer>(
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE",
  path: string,
  body?: unknown,
) => Promise<Answer>;

/** The sandbox's control API; throws with its sentence. */
export function controlOf({ url }: Pick<Sandbox, "url">): Control {
  return async <Answer>(method: string, path: string, body?: unknown) => {
    const headers = { "content-type": "application/json" };
    const json = body === undefined ? {} : { body: JSON.stringify(body), headers };
    const response = await fetch(`${url}/control${path}`, { method, ...json });
    const answer: unknown = await response.json();
    if (!response.ok) throw new Error(`${method} ${path}: ${JSON.stringify(answer)}`);
    return answer as Answer;
  };
}
