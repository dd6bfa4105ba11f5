/** The process that the crash tests kill. */
import { writeUntilKilled } from '../kit/crash-child.ts';
import { clientOf } from './kit-site.test-support.ts';

const [url = '', mode, first] = process.argv.slice(2);
const { database } = await clientOf({ url });
await writeUntilKilled(database, mode === 'hang' ? 'hang' : 'write', Number(first));
