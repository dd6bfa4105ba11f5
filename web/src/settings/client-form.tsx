/** How this browser shows the place: kept here, not in the account. */
import type { Theme } from '../app/theme.ts';
import { chooseTheme, themes, useTheme } from '../app/theme.ts';
import { chooseLanguage, languages, useLanguage, useTexts } from '../texts/index.ts';
import { Choice } from '../ui/choice.tsx';
import { Field } from '../ui/field.tsx';
import { toastTrouble } from '../ui/toasts.tsx';

export function ClientForm() {
  const { settings: texts } = useTexts();
  const theme = useTheme();
  const language = useLanguage();
  return (
    <>
      <Choice<Theme>
        label={texts.theme}
        options={themes.map((value) => ({ value, label: texts.themes[value] }))}
        chosen={theme}
        choose={chooseTheme}
      />
      <Field label={texts.language}>
        {(described) => (
          <select
            {...described}
            value={language}
            onChange={(event) => void chooseLanguage(event.target.value).catch(toastTrouble)}
          >
            {Object.entries(languages).map(([code, { name }]) => (
              <option key={code} value={code} lang={code}>
                {name}
              </option>
            ))}
          </select>
        )}
      </Field>
    </>
  );
}
