/** Who may find a person, and follow them: each switch is kept at once. */
import type { OwnAccount } from '../api/entities.ts';
import { useTexts } from '../texts/index.ts';
import { Check } from '../ui/check.tsx';
import { useProfileSwitches } from './save-profile.ts';

const switches = ['locked', 'discoverable', 'indexable', 'hideCollections', 'bot'] as const;

export function PrivacyForm({ me }: { me: OwnAccount }) {
  const { settings: texts } = useTexts();
  const { shown, change } = useProfileSwitches(me);
  // Some of it is newer than masto's types.
  const values = shown as unknown as Partial<Record<(typeof switches)[number], boolean | null>>;
  return switches.map((name) => (
    <Check
      key={name}
      label={texts.switches[name].label}
      hint={texts.switches[name].hint}
      checked={values[name] === true}
      change={(on) => change({ [name]: on })}
    />
  ));
}
