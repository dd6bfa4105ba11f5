/** The language of the post: the browser's own list, which every phone shows in its way. */
import { Languages } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useLanguage, useTexts } from '../texts/index.ts';
import css from './fields.module.css';
import { languageNames, likelyLanguages } from './languages.ts';

interface Props {
  value: string | null;
  onChange(language: string | null): void;
}

export function LanguageField({ value, onChange }: Props) {
  const { compose } = useTexts();
  const spoken = useLanguage();
  // The first choice stays on top while one looks for another.
  const [first] = useState(value);
  const names = useMemo(() => {
    const likely = likelyLanguages([first, spoken], navigator.languages);
    return { likely: languageNames(spoken, likely), all: languageNames(spoken) };
  }, [first, spoken]);
  const known = value === null || names.all.some(({ code }) => code === value);
  const option = ({ code, name }: { code: string; name: string }) => (
    <option key={code} value={code}>
      {name}
    </option>
  );
  return (
    <span className={css.language}>
      <Languages aria-hidden="true" size={18} />
      <select
        aria-label={compose.language}
        value={value ?? ''}
        onChange={(event) => onChange(event.target.value || null)}
      >
        {value === null ? <option value="">{compose.languageUnset}</option> : null}
        <optgroup label={compose.languagesYours}>{names.likely.map(option)}</optgroup>
        <optgroup label={compose.languagesAll}>
          {known || value === null ? null : option({ code: value, name: value })}
          {names.all.filter(({ code }) => names.likely.every((one) => one.code !== code)).map(option)}
        </optgroup>
      </select>
    </span>
  );
}
