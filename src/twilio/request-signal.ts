import { AsyncLocalStorage } from "node:async_hooks";

/** The signal that ends the requests begun inside it; the SDK has no argument for one. */
export const requestSignal = new AsyncLocalStorage<AbortSignal>();
