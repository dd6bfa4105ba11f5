// Writes deploy/kibana/fanfare.ndjson: node tools/kibana/main.ts
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { savedObjects } from './objects.ts';

writeFileSync(join(import.meta.dirname, '../../deploy/kibana/fanfare.ndjson'), savedObjects());
