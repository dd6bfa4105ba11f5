import { StartError } from '@fanfare/kernel';
import { isBlobKey } from '../port.ts';

export interface Address {
  /** Null: Amazon's, found by the region. */
  endpoint: string | null;
  region: string;
  bucket: string;
  /** Begins every key; empty, or ends with a slash. */
  prefix: string;
  /** Null: the SDK finds them (environment, profile, role). */
  credentials: { accessKeyId: string; secretAccessKey: string } | null;
  /** The bucket stands in the path, not in the host name. */
  pathStyle: boolean;
  /** For people: no secret in it. */
  shown: string;
}

const FORMS =
  's3://KEY:SECRET@HOST:PORT/BUCKET/PREFIX?region=R&tls=false, or s3://BUCKET/PREFIX?region=R at Amazon (KEY and SECRET percent-encoded)';
const known = ['region', 'tls', 'path_style'];

/**
 * Reads MEDIA_URL. With a key or a port the first part is a server, and buckets stand in the path unless
 * `path_style=false`; without, it is a bucket at Amazon.
 * @throws StartError
 */
export function readAddress(text: string): Address {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url?.protocol !== 's3:' || url.hostname === '') throw wrong('cannot be read');
  const unknown = [...url.searchParams.keys()].find((name) => !known.includes(name));
  if (unknown !== undefined) throw wrong(`has ?${unknown}=, and knows only ${known.join(', ')}`);
  const atServer = url.username !== '' || url.port !== '';
  const parts = url.pathname.split('/').filter((part) => part !== '');
  const bucket = atServer ? parts.shift() : url.hostname;
  if (bucket === undefined) throw wrong('names no bucket');
  const prefix = parts.join('/');
  if (prefix !== '' && !isBlobKey(prefix))
    throw wrong('has a prefix with other characters than a-z A-Z 0-9 _ - . /');
  const region = url.searchParams.get('region');
  if (region === null && !atServer) throw wrong('needs ?region= at Amazon');
  const tls = flag(url, 'tls', true);
  return {
    endpoint: atServer ? `${tls ? 'https' : 'http'}://${url.host}` : null,
    region: region ?? 'us-east-1',
    bucket,
    prefix: prefix === '' ? '' : `${prefix}/`,
    credentials: credentialsOf(url),
    pathStyle: flag(url, 'path_style', atServer),
    shown: `s3://${url.host}${url.pathname}`,
  };
}

function credentialsOf(url: URL): Address['credentials'] {
  if (url.username === '') return null;
  if (url.password === '') throw wrong('has a key without a secret');
  try {
    return {
      accessKeyId: decodeURIComponent(url.username),
      secretAccessKey: decodeURIComponent(url.password),
    };
  } catch (error) {
    throw wrong('has a key or secret that is not percent-encoded', error);
  }
}

function flag(url: URL, name: string, otherwise: boolean): boolean {
  const text = url.searchParams.get(name);
  if (text === null) return otherwise;
  if (text !== 'true' && text !== 'false') throw wrong(`has ?${name}=, which is true or false`);
  return text === 'true';
}

function wrong(what: string, cause?: unknown): StartError {
  return new StartError(`MEDIA_URL ${what}: write ${FORMS}.`, { cause });
}
