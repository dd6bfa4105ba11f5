import { randomUUID } from 'node:crypto';
import { access, constants, mkdir, open, rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Log } from '@fanfare/kernel';
import { AppError } from '@fanfare/kernel';
import { checkLetter } from '../check-letter.ts';
import { composeLetter } from '../compose-letter.ts';
import type { Mail } from '../port.ts';

export interface FolderMailOptions {
  folder: string;
  log: Log;
  /** The sender, as a mail header has it. */
  from?: string;
}

/**
 * The mail port where no mail server is set: each letter becomes an `.eml` file that any mail program
 * opens, and the log says that nothing was sent, without saying to whom or what.
 */
export function folderMail({ folder, log, from = 'Fanfare <noreply@localhost>' }: FolderMailOptions): Mail {
  const root = resolve(folder);
  return {
    delivers: false,
    async send(letter) {
      checkLetter(letter);
      const bytes = await composeLetter(letter, from);
      const file = `${new Date().toISOString().replaceAll(':', '-')}-${randomUUID().slice(0, 8)}.eml`;
      try {
        await write(root, file, bytes);
      } catch (error) {
        throw translated(error);
      }
      log.info(
        { file },
        'No mail server is set (SMTP_URL), so this letter was only written to the mail folder',
      );
    },
    async health() {
      try {
        await prepare(root);
        await access(root, constants.W_OK);
        return { ok: true, detail: `letters are only written to ${root}` };
      } catch (error) {
        return {
          ok: false,
          detail: `${root} cannot be written: ${error instanceof Error ? error.message : error}`,
        };
      }
    },
  };
}

async function prepare(root: string): Promise<void> {
  await mkdir(root, { recursive: true, mode: 0o700 });
}

/** Under another name first, so that whoever watches the folder never sees half a letter. */
async function write(root: string, name: string, bytes: Buffer): Promise<void> {
  await prepare(root);
  const unfinished = join(root, `.${name}`);
  try {
    const file = await open(unfinished, 'wx', 0o600);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(unfinished, join(root, name));
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}

function translated(error: unknown): AppError {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const full = code === 'ENOSPC' || code === 'EDQUOT';
  return new AppError(full ? 'disk_full' : 'engine_away', { cause: error, detail: 'the mail folder' });
}
