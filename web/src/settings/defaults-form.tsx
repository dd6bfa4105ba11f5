/** What a new post begins with: each choice is kept at once. */
import type { OwnAccount, Visibility } from '../api/entities.ts';
import { languageNames } from '../compose/languages.ts';
import { useLanguage, useTexts } from '../texts/index.ts';
import { Check } from '../ui/check.tsx';
import { Field } from '../ui/field.tsx';
import { useProfileSwitches } from './save-profile.ts';

const visibilities = ['public', 'unlisted', 'private'] as const satisfies Visibility[];

export function DefaultsForm({ me }: { me: OwnAccount }) {
  const { settings: texts, visibility } = useTexts();
  const spoken = useLanguage();
  const { shown, change } = useProfileSwitches(me);
  const { privacy, sensitive, language } = shown.source;
  return (
    <>
      <Field label={texts.defaultVisibility}>
        {(described) => (
          <select
            {...described}
            value={privacy ?? 'public'}
            onChange={(event) => change({ source: { privacy: event.target.value as Visibility } })}
          >
            {visibilities.map((one) => (
              <option key={one} value={one}>
                {visibility[one]}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label={texts.defaultLanguage}>
        {(described) => (
          <select
            {...described}
            value={language ?? ''}
            onChange={(event) => change({ source: { language: event.target.value } })}
          >
            <option value="">{texts.noLanguage}</option>
            {languageNames(spoken).map(({ code, name }) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Check
        label={texts.defaultSensitive}
        hint={texts.defaultSensitiveHint}
        checked={sensitive === true}
        change={(on) => change({ source: { sensitive: on } })}
      />
    </>
  );
}
