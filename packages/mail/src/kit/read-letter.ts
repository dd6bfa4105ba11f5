/** Reads a letter as a mail program would, as far as the kit needs it: no dates, no attachments. */
export interface ReadLetter {
  /** By lower-case name, unfolded and decoded. */
  headers: Map<string, string>;
  parts: { type: string; text: string }[];
}

/** @throws when there is no letter, or a transfer encoding is unknown */
export function readLetter(bytes: Buffer | undefined): ReadLetter {
  if (bytes === undefined) throw new Error('No letter arrived');
  const { headers, body } = split(bytes.toString('latin1'));
  return { headers, parts: partsOf(headers, body) };
}

function split(raw: string): { headers: Map<string, string>; body: string } {
  const end = raw.indexOf('\r\n\r\n');
  const lines = raw
    .slice(0, end)
    .replace(/\r\n(?=[ \t])/g, '')
    .split('\r\n');
  const headers = new Map<string, string>();
  for (const line of lines) {
    const colon = line.indexOf(':');
    headers.set(line.slice(0, colon).toLowerCase(), decodeWords(line.slice(colon + 1).trim()));
  }
  return { headers, body: raw.slice(end + 4) };
}

/** Encoded words of RFC 2047; the space between two of them is not part of the text. */
function decodeWords(text: string): string {
  const joined = text.replace(/(=\?[^?]+\?[BQ]\?[^?]*\?=)\s+(?==\?)/gi, '$1');
  return joined.replace(/(?:=\?utf-8\?[BQ]\?[^?]*\?=)+/gi, (words) => {
    const chunks = Array.from(
      words.matchAll(/=\?utf-8\?([BQ])\?([^?]*)\?=/gi),
      ([, kind = '', coded = '']) =>
        kind.toUpperCase() === 'B' ? Buffer.from(coded, 'base64') : quoted(coded.replaceAll('_', ' ')),
    );
    return Buffer.concat(chunks).toString('utf8');
  });
}

function quoted(text: string): Buffer {
  const plain = text
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(plain, 'latin1');
}

function partsOf(headers: Map<string, string>, body: string): ReadLetter['parts'] {
  const type = headers.get('content-type') ?? '';
  const boundary = /^multipart\/.*boundary="?([^";]+)"?/i.exec(type)?.[1];
  if (boundary === undefined) return [{ type: type.split(';', 1)[0] ?? '', text: decodeBody(headers, body) }];
  const [, ...parts] = `\r\n${body}`.split(`\r\n--${boundary}`);
  return parts
    .filter((part) => !part.startsWith('--'))
    .map((part) => split(part.replace(/^\r\n/, '')))
    .flatMap((part) => partsOf(part.headers, part.body));
}

function decodeBody(headers: Map<string, string>, body: string): string {
  const encoding = (headers.get('content-transfer-encoding') ?? '7bit').toLowerCase();
  if (encoding === 'base64') return unixLines(Buffer.from(body, 'base64').toString('utf8'));
  if (encoding === 'quoted-printable') return unixLines(quoted(body).toString('utf8'));
  if (encoding === '7bit') return unixLines(body).replace(/\n$/, '');
  throw new Error(`Unknown transfer encoding ${encoding}`);
}

function unixLines(text: string): string {
  return text.replaceAll('\r\n', '\n');
}
