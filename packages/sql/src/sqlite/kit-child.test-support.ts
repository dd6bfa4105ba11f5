/** The process that the crash tests kill. */
import { writeUntilKilled } from '../kit/crash-child.ts';
import { clientOf } from './kit-site.test-support.ts';

const [file = '', mode, first] = process.argv.slice(2);
await writeUntilKilled(clientOf({ file }).database, mode === 'hang' ? 'hang' : 'write', Number(first));
