/** What NGINX says when no service could: the shape of all our errors. */
import { errorCatalogue } from '@fanfare/kernel';

const answers: readonly { status: number; text: string; retry?: true }[] = [
  { status: 400, text: errorCatalogue.bad_request.text },
  { status: 404, text: errorCatalogue.unknown_path.text },
  { status: 408, text: 'The request took too long to arrive' },
  { status: 413, text: errorCatalogue.too_large.text },
  { status: 414, text: 'The address of the request is too long' },
  { status: 500, text: errorCatalogue.internal.text },
  { status: 502, text: errorCatalogue.engine_away.text, retry: true },
  { status: 503, text: errorCatalogue.engine_away.text, retry: true },
  { status: 504, text: 'A part of the server took too long, please try again', retry: true },
];

/** Paths and not names: a request whose line cannot be read has no path yet, and NGINX gives it no named location. */
export function errorPages(): string[] {
  return answers.map(({ status }) => `error_page ${status} /internal/error/${status};`);
}

export function errorLocations(): string[] {
  return answers.flatMap(({ status, text, retry }) => [
    '',
    `location = /internal/error/${status} {`,
    '  internal;',
    '  # Other error pages than those of the server, so that this answer does not look for a page of its own.',
    '  error_page 599 /internal/error/500;',
    '  default_type "application/json; charset=utf-8";',
    '  add_header X-Request-Id $fanfare_request_id always;',
    '  add_header Access-Control-Allow-Origin * always;',
    '  add_header Cache-Control no-store always;',
    ...(retry === true ? ['  add_header Retry-After 5 always;'] : []),
    `  return ${status} '${JSON.stringify({ error: text })}';`,
    '}',
  ]);
}
