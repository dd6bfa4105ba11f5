/** Why posts are not accepted: a reason out of a few, and words for their authors. */
import { X } from 'lucide-react';
import type { FormEvent, KeyboardEvent, RefObject } from 'react';
import { useId, useState } from 'react';
import type { ReasonCode } from '../api/entities.ts';
import { useTexts } from '../texts/index.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import type { Refusal } from './decisions.ts';
import { reasonCodes } from './reasons.ts';
import css from './reject-dialog.module.css';
import { dropTemplate, keepTemplate, useTemplates } from './templates.ts';

/** As long as the server takes. */
const LONGEST = 500;

interface Props {
  /** How many are rejected at once; 0: the window is closed. */
  count: number;
  close(): void;
  reject(refusal: Refusal): void;
  /** What gets the focus then. */
  after: RefObject<HTMLElement | null>;
}

export function RejectDialog({ count, close, reject, after }: Props) {
  const { approval: words } = useTexts();
  return (
    <Dialog title={words.reject.title(count)} open={count > 0} close={close} after={after}>
      <Form count={count} reject={reject} />
    </Dialog>
  );
}

function Form({ count, reject }: Pick<Props, 'count' | 'reject'>) {
  const { approval: words } = useTexts();
  const [code, setCode] = useState<ReasonCode>('rules');
  const [reason, setReason] = useState('');
  const [keep, setKeep] = useState(false);
  const field = useId();
  const written = reason.trim();

  function send(event: FormEvent): void {
    event.preventDefault();
    if (keep && written !== '') keepTemplate({ reasonCode: code, reason: written });
    reject({ reasonCode: code, reason: written === '' ? null : written });
  }

  function onKeyDown(event: KeyboardEvent<HTMLFormElement>): void {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) event.currentTarget.requestSubmit();
  }

  return (
    <form onSubmit={send} onKeyDown={onKeyDown}>
      <fieldset className={css.codes}>
        <legend>{words.reject.code}</legend>
        {reasonCodes.map((one) => (
          <label key={one} className={css.code}>
            <input
              type="radio"
              name="code"
              value={one}
              checked={code === one}
              data-autofocus={code === one}
              onChange={() => setCode(one)}
            />
            {words.reasons[one]}
          </label>
        ))}
      </fieldset>
      <Templates
        use={(template) => {
          setCode(template.reasonCode);
          setReason(template.reason);
        }}
      />
      <div className="field">
        <label htmlFor={field}>{words.reject.reason}</label>
        <textarea
          id={field}
          rows={3}
          maxLength={LONGEST}
          dir="auto"
          value={reason}
          aria-describedby={`${field}-about`}
          onChange={(event) => setReason(event.target.value)}
        />
        <p id={`${field}-about`} className="fine">
          {words.reject.about}
        </p>
      </div>
      <label className="check">
        <input type="checkbox" checked={keep} onChange={(event) => setKeep(event.target.checked)} />
        <span>{words.reject.keep}</span>
      </label>
      <p className="actions">
        <Button type="submit" look="danger">
          {words.reject.send(count)}
        </Button>
      </p>
    </form>
  );
}

function Templates({ use }: { use(template: { reasonCode: ReasonCode; reason: string }): void }) {
  const { approval: words } = useTexts();
  const templates = useTemplates((state) => state.templates);
  if (templates.length === 0) return null;
  return (
    <details className={css.templates}>
      <summary>{words.reject.templates(templates.length)}</summary>
      <ul>
        {templates.map((template) => (
          <li key={template.reason}>
            <Button look="second" onClick={() => use(template)}>
              <span dir="auto">{template.reason}</span>
            </Button>
            <IconButton
              icon={X}
              label={words.reject.dropTemplate}
              onClick={() => dropTemplate(template.reason)}
            />
          </li>
        ))}
      </ul>
    </details>
  );
}
