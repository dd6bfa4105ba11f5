// Small files are read, large ones are searched: node tools/file-budget.ts
import { isTest, sourceFiles, textOf } from './files.ts';

const budget = { median: 100, p90: 300, most: 500 };

const sized = sourceFiles().map((path) => ({ path, lines: textOf(path).trimEnd().split('\n').length }));
const lengths = sized.filter(({ path }) => !isTest(path)).map(({ lines }) => lines);
lengths.sort((a, b) => a - b);
const at = (share: number) => lengths[Math.floor((lengths.length - 1) * share)] ?? 0;

const wrong = sized
  .filter(({ lines }) => lines > budget.most)
  .map(({ path, lines }) => `${path}: ${lines} lines, at most ${budget.most}`);
if (at(0.5) > budget.median) wrong.push(`median ${at(0.5)} lines, at most ${budget.median}`);
if (at(0.9) > budget.p90) wrong.push(`90th percentile ${at(0.9)} lines, at most ${budget.p90}`);

if (wrong.length > 0) {
  const longest = sized.toSorted((a, b) => b.lines - a.lines).slice(0, 10);
  for (const { path, lines } of longest) console.log(`${String(lines).padStart(6)} ${path}`);
}
for (const sentence of wrong) console.log(sentence);
console.log(`${sized.length} files, median ${at(0.5)}, 90th percentile ${at(0.9)}, longest ${at(1)} lines`);
process.exitCode = wrong.length > 0 ? 1 : 0;
