/**
 * The catalogue of errors: a stable code, the HTTP status, a text that is safe to show, and the
 * level at which it is worth logging. The cause goes to the log, never to the client.
 */
export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

interface Entry {
  status: number;
  text: string;
  level: LogLevel;
}

export const errorCatalogue = {
  bad_request: { status: 400, text: 'The request could not be read', level: 'info' },
  malformed_json: { status: 400, text: 'The body is not valid JSON', level: 'info' },
  unauthorized: { status: 401, text: 'The access token is invalid', level: 'info' },
  login_required: { status: 401, text: 'This method requires an authenticated user', level: 'info' },
  forbidden: { status: 403, text: 'This action is not allowed', level: 'info' },
  scope_missing: { status: 403, text: 'This action is outside the authorized scopes', level: 'info' },
  account_suspended: { status: 403, text: 'Your login is currently disabled', level: 'info' },
  not_found: { status: 404, text: 'Record not found', level: 'debug' },
  unknown_path: { status: 404, text: 'There is no such API method', level: 'debug' },
  method_not_allowed: { status: 405, text: 'This method is not allowed here', level: 'info' },
  conflict: { status: 409, text: 'The record has changed meanwhile', level: 'info' },
  gone: { status: 410, text: 'This record is gone', level: 'info' },
  too_large: { status: 413, text: 'The request is too large', level: 'info' },
  unsupported_media_type: { status: 415, text: 'The Content-Type of the body cannot be read', level: 'info' },
  invalid: { status: 422, text: 'Validation failed', level: 'info' },
  not_supported: { status: 422, text: 'This server does not offer that yet', level: 'info' },
  rate_limited: { status: 429, text: 'Too many requests', level: 'info' },
  internal: { status: 500, text: 'Something went wrong on our side', level: 'error' },
  clock_skew: { status: 503, text: 'The server clock is unreliable, please try again', level: 'error' },
  disk_full: { status: 503, text: 'The server cannot store anything right now', level: 'error' },
  engine_away: { status: 503, text: 'A part of the server is away, please try again', level: 'warn' },
  shutting_down: { status: 503, text: 'The server is restarting, please try again', level: 'info' },
} as const satisfies Record<string, Entry>;

export type ErrorCode = keyof typeof errorCatalogue;

/** One complaint about one member of a request: `details[field]` in the API. */
export interface FieldError {
  error:
    | 'ERR_BLOCKED'
    | 'ERR_UNREACHABLE'
    | 'ERR_TAKEN'
    | 'ERR_RESERVED'
    | 'ERR_ACCEPTED'
    | 'ERR_BLANK'
    | 'ERR_INVALID'
    | 'ERR_TOO_LONG'
    | 'ERR_TOO_SHORT'
    | 'ERR_INCLUSION';
  description: string;
}

export interface AppErrorOptions {
  /** Replaces the catalogue's text; shown to the client, so it must be safe. */
  text?: string;
  /** For the log alone. */
  detail?: string;
  cause?: unknown;
  /** True: whoever threw it first, in another process, has logged it with its cause. */
  logged?: boolean;
  /** `details` of the answer (validation). */
  fields?: Record<string, FieldError[]>;
  /** Further members of the answer's body. */
  extra?: Record<string, unknown>;
  headers?: Record<string, string>;
}

/** Every expected failure is one of these. `code` is stable, `message` is what the client may read. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly options: AppErrorOptions;

  constructor(code: ErrorCode, options: AppErrorOptions = {}) {
    super(options.text ?? errorCatalogue[code].text, { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.options = options;
  }

  get status(): number {
    return errorCatalogue[this.code].status;
  }

  get level(): LogLevel {
    return errorCatalogue[this.code].level;
  }
}

export function isAppError(error: unknown, code?: ErrorCode): error is AppError {
  return error instanceof AppError && (code === undefined || error.code === code);
}

/** A wrong setting, folder, port or version: one sentence that says what to do, exit code 2. */
export class StartError extends Error {
  readonly exitCode = 2;

  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'StartError';
  }
}
