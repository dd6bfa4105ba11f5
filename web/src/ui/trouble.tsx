/** What went wrong in words, and what one can do about it. */
import { troubleOf } from '../api/errors.ts';
import { texts, useTexts } from '../texts/index.ts';
import { Button } from './button.tsx';

/** One sentence for toasts and alerts. */
export function wordsFor(error: unknown): string {
  const { trouble } = texts();
  const found = troubleOf(error);
  switch (found.kind) {
    case 'offline':
      return trouble.offline;
    case 'signed-out':
      return trouble.signedOut;
    case 'missing':
      return trouble.missing;
    case 'too-fast':
      return trouble.tooFast;
    case 'away':
      return trouble.away;
    case 'refused':
      // How the API begins such sentences; people need only the rest.
      return found.text.replace(/^Validation failed: /, '');
    case 'broken':
      return trouble.broken;
  }
}

/** In the place of what could not be shown. */
export function TroubleCard({ error, retry }: { error: unknown; retry?: () => void }) {
  const { trouble } = useTexts();
  // The frame of the page asks to sign in again; nothing else helps.
  const helps = retry !== undefined && troubleOf(error).kind !== 'signed-out';
  return (
    <section className="card center" role="alert">
      <p>{wordsFor(error)}</p>
      {!helps ? null : (
        <p className="actions">
          <Button onClick={retry}>{trouble.retry}</Button>
        </p>
      )}
    </section>
  );
}
