// The child of the crash test: node put-forever.fixture.ts MEDIA_URL RUN
import { silentLog } from '@fanfare/kernel';
import { putForever } from '../kit/index.ts';
import { s3Blob } from './index.ts';

const [, , url = '', run = ''] = process.argv;
await putForever(await s3Blob({ url, log: silentLog }), run);
