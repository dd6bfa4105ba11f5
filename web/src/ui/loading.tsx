import { useTexts } from '../texts/index.ts';
import css from './loading.module.css';

/** Appears only when it takes a moment, so that quick pages do not flicker. */
export function Loading() {
  const { site } = useTexts();
  return (
    <p className={css.loading} role="status">
      <span className={css.wheel} aria-hidden="true" />
      <span className="unseen">{site.loading}</span>
    </p>
  );
}
