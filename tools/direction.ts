// Who may import whom (kernel <- contracts <- ports <- services <- apps): node tools/direction.ts
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { wrongDirections } from './direction-rules.ts';
import { root, sourceFiles, textOf } from './files.ts';
import { importsOf } from './imports.ts';

const workspaces = new Map<string, string>([
  ['tests', 'tests'],
  ['bench', 'bench'],
  ['engines', 'tools'],
  ['cluster', 'tools'],
]);
for (const kind of ['packages', 'services', 'apps']) {
  for (const name of readdirSync(join(root, kind))) workspaces.set(name, kind);
}

const files = sourceFiles();
const wrong = files.flatMap((path) => wrongDirections(path, importsOf(path, textOf(path)), workspaces));
for (const sentence of wrong) console.log(sentence);
console.log(`${files.length} files, ${wrong.length} imports against the direction`);
process.exitCode = wrong.length > 0 ? 1 : 0;
