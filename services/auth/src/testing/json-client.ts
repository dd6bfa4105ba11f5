/** Requests to the API; nothing is thrown for any status. */
export interface JsonReply {
  status: number;
  headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: tests say what they expect by asserting it
  body: any;
}

export interface JsonClient {
  get(path: string, token?: string): Promise<JsonReply>;
  /** An object goes as JSON, URLSearchParams as a form, FormData as multipart. */
  send(method: string, path: string, body: object, headers?: Record<string, string>): Promise<JsonReply>;
  post(path: string, body: object, headers?: Record<string, string>): Promise<JsonReply>;
}

export function jsonClient(server: string): JsonClient {
  async function request(path: string, init: RequestInit): Promise<JsonReply> {
    const response = await fetch(new URL(path, server), init);
    return { status: response.status, headers: response.headers, body: await response.json() };
  }
  const send: JsonClient['send'] = (method, path, body, headers = {}) => {
    if (body instanceof URLSearchParams || body instanceof FormData) {
      return request(path, { method, headers, body });
    }
    const json = { 'content-type': 'application/json', ...headers };
    return request(path, { method, headers: json, body: JSON.stringify(body) });
  };
  return {
    get: (path, token) =>
      request(path, token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } }),
    send,
    post: (path, body, headers) => send('POST', path, body, headers),
  };
}
