/** An answer that refuses. Thrown by handlers; the routes turn it into Twilio's error body. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  readonly status: number;
  readonly code: number;
  readonly details: unknown;

  constructor(status: number, code: number, message: string, details?: unknown) {
    super(message);
    this.status = status;
    this.code = code;
    this.details = details;
  }
}

/** 20404, for anything that is not there. */
export function notFound(path: string): ApiError {
  return new ApiError(404, 20404, `The requested resource ${path} was not found`);
}

/** 20001, for a parameter Twilio would not take. The code is documented, its use for each one assumed. */
export function invalidParameter(message: string): ApiError {
  return new ApiError(400, 20001, message);
}

/** A part of a known route that the sandbox does not imitate: said aloud rather than half done. */
export function notImitated(what: string): ApiError {
  return new ApiError(501, 20501, `The sandbox does not imitate ${what}`);
}

export function errorBody(error: ApiError): Record<string, unknown> {
  return {
    code: error.code,
    message: error.message,
    more_info: `https://www.twilio.com/docs/errors/${error.code}`,
    status: error.status,
    ...(error.details === undefined ? {} : { details: error.details }),
  };
}
