/** What an edit, or a revision, would change: word by word, and then what is not text. */
import { plainText } from '../posts/plain.ts';
import { wordDiff } from '../posts/word-diff.ts';
import { useLanguage, useTexts } from '../texts/index.ts';
import css from './changes.module.css';
import type { Version } from './what-changes.ts';
import { differences } from './what-changes.ts';

interface Props {
  title: string;
  before: Version;
  after: Version;
}

export function Changes({ title, before, after }: Props) {
  const { approval: words } = useTexts();
  const [old, fresh] = [plainText(before.content), plainText(after.content)];
  return (
    <section className={css.changes}>
      <h2>{title}</h2>
      {before.spoilerText === after.spoilerText ? null : (
        <p className={css.text}>
          <strong>{words.item.warning}</strong> <Diff before={before.spoilerText} after={after.spoilerText} />
        </p>
      )}
      {old === fresh ? (
        <p className="fine">{words.changes.sameText}</p>
      ) : (
        <p className={css.text} dir="auto" lang={after.language ?? ''}>
          <Diff before={old} after={fresh} />
        </p>
      )}
      <Rest before={before} after={after} />
    </section>
  );
}

function Diff({ before, after }: { before: string; after: string }) {
  return wordDiff(before, after).map(({ text, kind }, at) => {
    // A piece has no identity but its place.
    const key = `${at}${kind}`;
    if (kind === 'added') return <ins key={key}>{text}</ins>;
    if (kind === 'removed') return <del key={key}>{text}</del>;
    return <span key={key}>{text}</span>;
  });
}

function Rest({ before, after }: Omit<Props, 'title'>) {
  const { approval: words } = useTexts();
  const spoken = new Intl.DisplayNames(useLanguage(), { type: 'language' });
  const found = differences(before, after);
  const said = [
    found.added > 0 && words.changes.added(found.added),
    found.removed > 0 && words.changes.removed(found.removed),
    found.reordered && words.changes.reordered,
    ...found.descriptions.map((one) => words.changes.description(one.before, one.after)),
    found.sensitive !== null && (found.sensitive ? words.changes.sensitive : words.changes.notSensitive),
    found.language !== null && words.changes.language(spoken.of(found.language) ?? found.language),
  ].filter((one) => one !== false);
  if (said.length === 0) return null;
  return (
    <ul className={css.rest}>
      {said.map((one) => (
        <li key={one}>{one}</li>
      ))}
    </ul>
  );
}
