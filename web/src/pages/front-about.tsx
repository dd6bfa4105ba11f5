/** Beside the newest posts: the rules, the numbers, and how other apps come here. */
import type { Instance } from '../api/entities.ts';
import { useFigures } from '../data/me.ts';
import { useLanguage, useTexts } from '../texts/index.ts';

export function About({ instance }: { instance: Instance }) {
  return (
    <aside>
      <Rules rules={instance.rules} />
      <Figures instance={instance} />
      <Apps instance={instance} />
    </aside>
  );
}

function Rules({ rules }: { rules: Instance['rules'] }) {
  const { site } = useTexts();
  if (rules.length === 0) return null;
  return (
    <section className="card" aria-labelledby="rules">
      <h2 id="rules">{site.rules}</h2>
      <ol className="steps rules">
        {rules.map(({ id, text, hint }) => (
          <li key={id} dir="auto">
            {text}
            {hint === '' ? null : <p className="fine">{hint}</p>}
          </li>
        ))}
      </ol>
    </section>
  );
}

function Figures({ instance }: { instance: Instance }) {
  const { site } = useTexts();
  const language = useLanguage();
  const { data } = useFigures();
  if (data === undefined) return null;
  const { activeMonth } = instance.usage.users;
  const figures = [
    [data.userCount, site.people(data.userCount)] as const,
    ...(activeMonth === 0 ? [] : [[activeMonth, site.activeMonth] as const]),
    [data.statusCount, site.posts(data.statusCount)] as const,
  ];
  return (
    <section className="card">
      <dl className="figures">
        {figures.map(([count, name]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{count.toLocaleString(language)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Apps({ instance }: { instance: Instance }) {
  const { site } = useTexts();
  const { email } = instance.contact;
  return (
    <section className="card">
      <h2>{site.withApps}</h2>
      {instance.registrations.enabled ? null : <p>{site.closed}</p>}
      <p>{site.appsHow}</p>
      <p>
        <code className="secret">{instance.domain}</code>
      </p>
      <p>
        {site.appsThen} <a href="/api/openapi.json">{site.apiDescription}</a>.
      </p>
      {email === '' ? null : (
        <p className="fine">
          {site.questions} <a href={`mailto:${email}`}>{email}</a>
        </p>
      )}
    </section>
  );
}
