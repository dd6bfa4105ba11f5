/** What a new post begins with: each choice is kept at once. */
import type { OwnAccount, Visibility } from '../api/entities.ts';
import { languageNames } from '../compose/languages.ts';
import { useLanguage, useTexts } from '../texts/index.ts';
import { Check } from '../ui/check.tsx';
import { Field } from '../ui/field.tsx';
import { toastTrouble } from '../ui/toasts.tsx';
import { useSwitchProfile } from './save-profile.ts';

const visibilities = ['public', 'unlisted', 'private'] as const satisfies Visibility[];

export function DefaultsForm({ me }: { me: OwnAccount }) {
  const { settings: texts, visibility } = useTexts();
  const spoken = useLanguage();
  const { mutate } = useSwitchProfile();
  const change = (source: { privacy?: Visibility; sensitive?: boolean; language?: string }) =>
    mutate({ source }, { onError: toastTrouble });
  const { privacy, sensitive, language } = me.source;
  return (
    <>
      <Field label={texts.defaultVisibility}>
        {(described) => (
          <select
            {...described}
            value={privacy ?? 'public'}
            onChange={(event) => change({ privacy: event.target.value as Visibility })}
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
            onChange={(event) => change({ language: event.target.value })}
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
        change={(on) => change({ sensitive: on })}
      />
    </>
  );
}
