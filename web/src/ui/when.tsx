/** A moment as people say it, with the whole date for those who ask. */
import { useLanguage } from '../texts/index.ts';
import { ago } from './ago.ts';

export function When({ at }: { at: string }) {
  const language = useLanguage();
  const date = new Date(at);
  const whole = new Intl.DateTimeFormat(language, { dateStyle: 'full', timeStyle: 'short' }).format(date);
  return (
    <time dateTime={at} title={whole}>
      {ago(date.getTime(), Date.now(), language)}
    </time>
  );
}
