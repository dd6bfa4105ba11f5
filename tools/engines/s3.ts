import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Engine } from './engine.ts';
import { openFolder } from './places.ts';
import { goProgram } from './registries.ts';
import { run } from './run.ts';

const VERSION = 'v1.8.0';
const BUCKET = 'fanfare';
/** Of the one account, and of nothing but this loopback server. */
const KEY = 'fanfare';
const SECRET = 'loopback+only/secret';

const program = async () =>
  join(
    await goProgram(`versitygw-${VERSION}`, `github.com/versity/versitygw/cmd/versitygw@${VERSION}`),
    'versitygw',
  );

export const s3: Engine = {
  name: 's3',
  about: 'Versity S3 Gateway on a folder, for media',

  async install() {
    await program();
  },

  version: async () => `versitygw ${versionLine(await run(await program(), ['--version']))}`,

  async plan({ folder, ports }) {
    const [port = 0] = await ports(1);
    // A folder is a bucket; objects are files, their metadata extended attributes.
    const data = await openFolder(join(folder, 'data'));
    const accounts = await openFolder(join(folder, 'accounts'));
    await openFolder(join(data, BUCKET));
    const user = `${encodeURIComponent(KEY)}:${encodeURIComponent(SECRET)}`;
    return {
      url: `s3://${user}@127.0.0.1:${port}/${BUCKET}?tls=false&path_style=true`,
      programs: [
        {
          name: 's3',
          command: await program(),
          args: ['--port', `127.0.0.1:${port}`, '--iam-dir', accounts, '--health', '/health', 'posix', data],
          env: { ROOT_ACCESS_KEY: KEY, ROOT_SECRET_KEY: SECRET },
          ready: async () => (await fetch(`http://127.0.0.1:${port}/health`)).ok && existsSync(data),
        },
      ],
    };
  },
};

function versionLine(said: string): string {
  return /v?\d+\.\d+\.\d+/.exec(said)?.[0] ?? VERSION;
}
