/** The steps of the guided start, in their order. */
export const steps = ['about', 'rules', 'policy', 'people'] as const;
export type Step = (typeof steps)[number];

/** The first where nothing, or something unknown, is asked for. */
export function stepOf(text: string | null): Step {
  return steps.find((step) => step === text) ?? 'about';
}

export function stepPath(step: Step): string {
  return step === 'about' ? '/start' : `/start?step=${step}`;
}

/** null: there is none. */
export function stepAfter(step: Step): Step | null {
  return steps[steps.indexOf(step) + 1] ?? null;
}
