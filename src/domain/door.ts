/**
 * What passes through a door of ours that others call: `http` opens it and knows sockets and sizes, the room
 * that hands in a Route knows what the request means.
 */
export interface DoorRequest {
  /** As it arrived, without the query. */
  readonly path: string;
  /** The query as it arrived, without its "?"; empty when there is none. */
  readonly query: string;
  /** By lower-case name; a header sent more than once is joined by ", ". */
  readonly headers: Readonly<Record<string, string>>;
  /** The body as it arrived, byte for byte. */
  readonly raw: Buffer;
  /** The address of whoever opened the connection: a reverse proxy's, where there is one. */
  readonly peer: string;
}

export interface DoorAnswer {
  readonly status: number;
  /** Plain text unless told. */
  readonly contentType?: string;
  /** A list is sent as one header for each of its entries. */
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: string;
  /** Sent piece by piece instead of a body. */
  readonly stream?: AsyncIterable<Uint8Array>;
}

export interface Route {
  readonly method: "GET" | "POST";
  /** An exact path, such as `/healthz`; one that ends in `/*` is for all below it. */
  readonly path: string;
  handle(request: DoorRequest): Promise<DoorAnswer>;
}
