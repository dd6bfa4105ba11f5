/** What somebody tells about themselves, in pairs; a link that leads back here is marked as verified. */
import { BadgeCheck } from 'lucide-react';
import type { Account } from '../api/entities.ts';
import { Markup } from '../posts/markup.tsx';
import { useTexts } from '../texts/index.ts';
import css from './profile-header.module.css';

export function ProfileFields({ fields }: { fields: Account['fields'] }) {
  const { profile: texts } = useTexts();
  if (fields.length === 0) return null;
  return (
    <dl className={css.fields}>
      {fields.map((field) => (
        <div key={`${field.name} ${field.value}`} data-verified={field.verifiedAt != null}>
          <dt dir="auto">{field.name}</dt>
          <dd>
            {field.verifiedAt == null ? null : (
              <span title={texts.verified}>
                <BadgeCheck aria-hidden="true" size={18} />
                <span className="unseen">{texts.verified}</span>
              </span>
            )}
            <Markup html={field.value} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
