/** What must never be, counted by kind, each with a sentence. */
export const findingKinds = ['lost', 'doubled', 'reordered', 'leaked', 'differing', 'missed'] as const;
export type FindingKind = (typeof findingKinds)[number];

export type Findings = Record<FindingKind, string[]>;

export function noFindings(): Findings {
  return { lost: [], doubled: [], reordered: [], leaked: [], differing: [], missed: [] };
}

/** Values that stand in a list more than once. */
export function twice<Value>(values: readonly Value[]): Value[] {
  const seen = new Set<Value>();
  const again = new Set<Value>();
  for (const value of values) (seen.has(value) ? again : seen).add(value);
  return [...again];
}
