/** Rules while they are being written: in order, each with a key that stays its own. */
import type { Rule } from './settings.ts';

export interface RuleRow extends Rule {
  key: string;
}

let last = 0;

export function newRow(text = '', hint = ''): RuleRow {
  last += 1;
  return { key: `new-${last}`, text, hint };
}

export function rowsOf(rules: readonly Rule[]): RuleRow[] {
  return rules.map((rule) => ({ ...rule, key: rule.id ?? newRow().key }));
}

/** As they are sent: rows that were left empty are none. */
export function rulesOf(rows: readonly RuleRow[]): Rule[] {
  return rows
    .filter(({ text }) => text.trim() !== '')
    .map(({ id, text, hint }) => ({
      ...(id === undefined ? {} : { id }),
      text: text.trim(),
      hint: hint.trim(),
    }));
}

/** @param by -1: up, 1: down; beyond the ends nothing changes */
export function moved(rows: readonly RuleRow[], index: number, by: -1 | 1): RuleRow[] {
  const row = rows[index];
  const to = index + by;
  if (row === undefined || to < 0 || to >= rows.length) return [...rows];
  return rows.toSpliced(index, 1).toSpliced(to, 0, row);
}

export function sameRules(some: readonly Rule[], others: readonly Rule[]): boolean {
  return (
    some.length === others.length &&
    some.every((rule, index) => {
      const other = others[index];
      return other?.id === rule.id && other?.text === rule.text && other?.hint === rule.hint;
    })
  );
}
