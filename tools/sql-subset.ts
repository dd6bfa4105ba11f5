// SQL that not all databases share, outside packages/sql: node tools/sql-subset.ts
import { isOwnEngine, isTest, sourceFiles, textOf } from './files.ts';
import { outsideSubset } from './sql-rules.ts';

const files = sourceFiles(['packages', 'services', 'apps']).filter(
  (path) => !path.startsWith('packages/sql/') && !isTest(path) && !isOwnEngine(path),
);
const wrong = files.flatMap((path) => outsideSubset(path, textOf(path)));
for (const sentence of wrong) console.log(sentence);
console.log(`${files.length} files, ${wrong.length} places outside the shared SQL`);
process.exitCode = wrong.length > 0 ? 1 : 0;
