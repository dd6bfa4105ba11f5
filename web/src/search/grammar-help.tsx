/** What one can write into the search box: each example can be pressed, and goes into the box. */
import { useTexts } from '../texts/index.ts';
import css from './search.module.css';

interface Props {
  choose(example: string): void;
}

export function GrammarHelp({ choose }: Props) {
  const { search: texts } = useTexts();
  return (
    <dl className={css.grammar}>
      {examples(new Date()).map(({ key, examples: some }) => (
        <div key={key} className={css.rule}>
          <dt>
            {some.map((example) => (
              <button
                key={example}
                type="button"
                className={css.example}
                aria-label={texts.tryExample(example)}
                onClick={() => choose(example)}
              >
                <code dir="ltr">{example}</code>
              </button>
            ))}
          </dt>
          <dd>{texts.rules[key]}</dd>
        </div>
      ))}
    </dl>
  );
}

type Rule = keyof ReturnType<typeof useTexts>['search']['rules'];

function examples(now: Date): { key: Rule; examples: string[] }[] {
  const day = (back: number) => new Date(now.getTime() - back * 86_400_000).toISOString().slice(0, 10);
  return [
    { key: 'words', examples: ['bread salt'] },
    { key: 'phrase', examples: ['"good morning"'] },
    { key: 'not', examples: ['-rain'] },
    { key: 'tag', examples: ['#photo'] },
    { key: 'from', examples: ['from:me'] },
    { key: 'has', examples: ['has:media', 'has:image', 'has:link'] },
    { key: 'is', examples: ['is:reply', 'is:sensitive'] },
    { key: 'days', examples: [`before:${day(0)}`, `after:${day(7)}`, `during:${day(1)}`] },
    { key: 'language', examples: ['language:en'] },
    { key: 'in', examples: ['in:library', 'in:public'] },
  ];
}
