import twilio from "twilio";

type RequestOptions<T> = Parameters<typeof twilio.RequestClient.prototype.request<T>>[0];
type Response<T> = Awaited<ReturnType<typeof twilio.RequestClient.prototype.request<T>>>;

/** `https://conversations.twilio.com/v1/X` becomes `<base>/conversations.twilio.com/v1/X`. */
export class LocalClient extends twilio.RequestClient {
  readonly #base: string;

  constructor(base: string) {
    super();
    this.#base = base;
  }

  override request<T>(options: RequestOptions<T>): Promise<Response<T>> {
    const { hostname, pathname, search } = new URL(options.uri);
    return super.request<T>({ ...options, uri: `${this.#base}/${hostname}${pathname}${search}` });
  }
}
