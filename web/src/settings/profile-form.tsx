/** What others read about a person. */
import { countCharacters } from '@fanfare/text';
import type { FormEvent } from 'react';
import { useId, useState } from 'react';
import type { OwnAccount } from '../api/entities.ts';
import { useInstance } from '../data/me.ts';
import { useTexts } from '../texts/index.ts';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { toast } from '../ui/toasts.tsx';
import { wordsFor } from '../ui/trouble.tsx';
import { useSaveProfile } from './save-profile.ts';
import css from './settings.module.css';
import { useUnsaved } from './unsaved.ts';

/** What the server allows, where it has not said so yet. */
const usual = { displayName: 100, note: 500, fields: 4, field: 255 };

export function ProfileForm({ me }: { me: OwnAccount }) {
  const { settings: texts, field } = useTexts();
  const { data: instance } = useInstance();
  const limits = instance?.configuration.accounts;
  const most = {
    displayName: limits?.maxDisplayNameLength ?? usual.displayName,
    note: limits?.maxNoteLength ?? usual.note,
  };
  const [displayName, setDisplayName] = useState(me.displayName);
  const [note, setNote] = useState(me.source.note);
  const [fields, setFields] = useState(() => fourOf(me.source.fields));
  const { mutate, isPending, error } = useSaveProfile();
  const left = {
    displayName: most.displayName - countCharacters(displayName),
    note: most.note - countCharacters(note),
  };
  const changed =
    displayName !== me.displayName || note !== me.source.note || !same(fields, fourOf(me.source.fields));
  useUnsaved(changed);

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (left.displayName < 0 || left.note < 0) return;
    mutate(
      { displayName, note, fieldsAttributes: fields },
      {
        onSuccess(account) {
          // As the server keeps it, e.g. without spaces at the ends.
          setDisplayName(account.displayName);
          setNote(account.source.note);
          setFields(fourOf(account.source.fields));
          toast(field.saved);
        },
      },
    );
  }

  return (
    <form onSubmit={submit} noValidate>
      <Field label={texts.displayName} hint={texts.displayNameHint(me.username)} left={left.displayName}>
        {(described) => (
          <input
            {...described}
            dir="auto"
            autoComplete="name"
            value={displayName}
            onChange={(event) => setDisplayName(event.target.value)}
          />
        )}
      </Field>
      <Field label={texts.note} hint={texts.noteHint} left={left.note}>
        {(described) => (
          <textarea
            {...described}
            dir="auto"
            rows={5}
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
        )}
      </Field>
      <fieldset>
        <legend>{texts.fields}</legend>
        <p className="fine">{texts.fieldsHint}</p>
        {fields.map((one, index) => (
          <FieldRow
            // biome-ignore lint/suspicious/noArrayIndexKey: rows are only ever filled in, never moved
            key={index}
            number={index + 1}
            field={one}
            change={(next) => setFields(fields.with(index, next))}
          />
        ))}
      </fieldset>
      {error === null ? null : (
        <p className="error" role="alert">
          {wordsFor(error)}
        </p>
      )}
      <p className="actions">
        <Button type="submit" disabled={isPending || !changed} accessibleWhenDisabled>
          {texts.saveProfile}
        </Button>
      </p>
    </form>
  );
}

interface ProfileField {
  name: string;
  value: string;
}

interface RowProps {
  number: number;
  field: ProfileField;
  change(field: ProfileField): void;
}

function FieldRow({ number, field, change }: RowProps) {
  const { settings: texts } = useTexts();
  const id = useId();
  return (
    <div className={css.pair}>
      <div>
        <label htmlFor={`${id}-name`} className="unseen">
          {texts.fieldName(number)}
        </label>
        <input
          id={`${id}-name`}
          dir="auto"
          placeholder={texts.fieldNameExample}
          maxLength={usual.field}
          value={field.name}
          onChange={(event) => change({ ...field, name: event.target.value })}
        />
      </div>
      <div>
        <label htmlFor={`${id}-value`} className="unseen">
          {texts.fieldValue(number)}
        </label>
        <input
          id={`${id}-value`}
          dir="auto"
          placeholder={texts.fieldValueExample}
          maxLength={usual.field}
          value={field.value}
          onChange={(event) => change({ ...field, value: event.target.value })}
        />
      </div>
    </div>
  );
}

/** Empty ones are sent too: that is how one that was filled in goes away. */
function fourOf(fields: readonly ProfileField[] | null | undefined): ProfileField[] {
  return Array.from({ length: usual.fields }, (_, index) => ({
    name: fields?.[index]?.name ?? '',
    value: fields?.[index]?.value ?? '',
  }));
}

function same(some: readonly ProfileField[], others: readonly ProfileField[]): boolean {
  return some.every(
    ({ name, value }, index) => name === others[index]?.name && value === others[index]?.value,
  );
}
