/** Sends a picture, with its progress: fetch cannot tell how much has left, so this is the one XMLHttpRequest. */
import { MastoHttpError } from 'masto/adapters/errors/masto-http-error.js';
import { camelKeys } from '../api/case.ts';
import { request } from '../api/client.ts';
import type { MediaAttachment } from '../api/entities.ts';
import { session } from '../api/session.ts';

const PATH = '/api/v2/media';
/** ms between questions whether a picture is ready */
const PAUSE = 1000;

interface UploadOptions {
  /** @param share from 0 to 1, of what has been sent */
  progress(share: number): void;
  signal: AbortSignal;
}

/** @throws MastoHttpError | TypeError without an answer | the signal's reason when it was cancelled */
export async function upload(file: File, { progress, signal }: UploadOptions): Promise<MediaAttachment> {
  const { status, data } = await send(file, progress, signal);
  return status === 202 ? whenReady(data.id, signal) : data;
}

/** What takes longer to prepare is asked for until it is there. */
async function whenReady(id: string, signal: AbortSignal): Promise<MediaAttachment> {
  for (;;) {
    await pause(signal);
    const { status, data } = await request<MediaAttachment>('GET', `/api/v1/media/${id}`);
    if (status === 200) return data;
  }
}

function pause(signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, PAUSE);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
    signal.throwIfAborted();
  });
}

function send(
  file: File,
  progress: (share: number) => void,
  signal: AbortSignal,
): Promise<{ status: number; data: MediaAttachment }> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const sending = new XMLHttpRequest();
    const body = new FormData();
    body.append('file', file);
    sending.open('POST', PATH);
    const token = session.current()?.token;
    if (token !== undefined) sending.setRequestHeader('authorization', `Bearer ${token}`);
    sending.upload.onprogress = ({ loaded, total }) => progress(total === 0 ? 0 : loaded / total);
    sending.onload = () => {
      const data = answerOf(sending);
      if (sending.status >= 200 && sending.status < 300) {
        resolve({ status: sending.status, data: data as unknown as MediaAttachment });
      } else {
        const message = typeof data.error === 'string' ? data.error : sending.statusText;
        reject(new MastoHttpError({ statusCode: sending.status, message }));
      }
    };
    sending.onerror = () => reject(new TypeError('The picture was not sent'));
    sending.onabort = () => reject(signal.reason);
    signal.addEventListener('abort', () => sending.abort());
    sending.send(body);
  });
}

/** A proxy in between may answer with a page of its own. */
function answerOf(sending: XMLHttpRequest): Record<string, unknown> {
  const type = sending.getResponseHeader('content-type') ?? '';
  if (!type.startsWith('application/json')) return {};
  return camelKeys(JSON.parse(sending.responseText)) as Record<string, unknown>;
}
