/** How an application shows who it is: in the body, by Basic, or by both when they agree. */
export interface ClientCredentials {
  id: string;
  secret: string;
}

export interface ClientFields {
  client_id?: string;
  client_secret?: string;
}

/** Null: nothing usable, or the two contradict each other. */
export function credentialsOf(
  fields: ClientFields,
  authorization: string | undefined,
): ClientCredentials | null {
  const basic = authorization === undefined ? undefined : readBasic(authorization);
  if (basic === null) return null;
  const id = fields.client_id ?? basic?.id;
  const secret = fields.client_secret ?? basic?.secret;
  if (id === undefined || secret === undefined || id === '' || secret === '') return null;
  return basic !== undefined && (basic.id !== id || basic.secret !== secret) ? null : { id, secret };
}

/** Undefined: it is not Basic (some clients send a Bearer along); null: it is, but cannot be read. */
function readBasic(header: string): ClientCredentials | null | undefined {
  const encoded = /^basic +(\S+) *$/i.exec(header)?.[1];
  if (encoded === undefined) return /^basic\b/i.test(header) ? null : undefined;
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  if (colon < 0) return null;
  try {
    return { id: unform(text.slice(0, colon)), secret: unform(text.slice(colon + 1)) };
  } catch {
    return null;
  }
}

/** RFC 6749 has both parts form-encoded first. */
function unform(text: string): string {
  return decodeURIComponent(text.replaceAll('+', ' '));
}
