// The child of the crash test: node put-forever.fixture.ts FOLDER RUN
import { putForever } from '../kit/index.ts';
import { diskBlob } from './index.ts';

const [, , folder = '', run = ''] = process.argv;
await putForever(diskBlob({ folder }), run);
