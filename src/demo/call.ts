/** Asks the control API for something; rejects with what it says when it refuses. */
export type Call = <Answer = unknown>(method: string, path: string, body?: unknown) => Promise<Answer>;

/**
 * @param url the sandbox's address, without a trailing slash
 * @param below the part of the API that all paths are in, such as `/discord`
 */
export function callsTo(url: string, below = ""): Call {
  return async <Answer>(method: string, path: string, body?: unknown) => {
    const response = await fetch(`${url}/control${below}${path}`, {
      method,
      ...(body === undefined
        ? {}
        : { headers: { "content-type": "application/json" }, body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`The sandbox refused ${method} ${path}: ${text}`);
    return (text === "" ? undefined : JSON.parse(text)) as Answer;
  };
}
