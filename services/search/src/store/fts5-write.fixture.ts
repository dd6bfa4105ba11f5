/** A process that writes to an index and says what was acknowledged, so many times or until it is killed. */
import { silentLog } from '@fanfare/kernel';
import { searchFts5 } from './search-fts5.ts';
import { aStatus } from './search-index-kit/setup.ts';

const [file = '', rounds = 'Infinity'] = process.argv.slice(2);
const index = searchFts5({ file, log: silentLog });
for (let round = 0; round < Number(rounds); round += 1) {
  const ids = [1, 2, 3, 4].map((number) => round * 4 + number);
  await Promise.all(ids.map((id) => index.apply([aStatus(id, 'forever')])));
  process.stdout.write(`${round * 4 + 4}\n`);
}
