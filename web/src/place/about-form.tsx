/** The name of the place, what it is for, and whom one can ask. */
import type { FormEvent, ReactNode } from 'react';
import { useState } from 'react';
import { useUnsaved } from '../settings/unsaved.ts';
import { useTexts } from '../texts/index.ts';
import { Field } from '../ui/field.tsx';
import { toast } from '../ui/toasts.tsx';
import { FormEnd } from './form-end.tsx';
import type { PlaceSettings } from './settings.ts';
import { most, useChangePlace } from './settings.ts';

export interface PlaceFormProps {
  settings: PlaceSettings;
  /** In the guided start: what follows when it was kept, or there was nothing to keep. */
  next?: () => void;
  /** Beside the button. */
  beside?: ReactNode;
}

export function AboutForm({ settings, next, beside }: PlaceFormProps) {
  const { place: texts, field } = useTexts();
  const [title, setTitle] = useState(settings.title);
  const [description, setDescription] = useState(settings.description);
  const [contactEmail, setContactEmail] = useState(settings.contactEmail);
  const { mutate, isPending, error } = useChangePlace();
  const changed =
    title !== settings.title ||
    description !== settings.description ||
    contactEmail !== settings.contactEmail;
  useUnsaved(changed);
  const nameless = title.trim() === '';

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (nameless) return;
    if (!changed) {
      next?.();
      return;
    }
    mutate(
      { title, description, contactEmail },
      {
        onSuccess(kept) {
          setTitle(kept.title);
          setDescription(kept.description);
          setContactEmail(kept.contactEmail);
          if (next === undefined) toast(field.saved);
          else next();
        },
      },
    );
  }

  return (
    <form onSubmit={submit} noValidate>
      <Field label={texts.title} hint={texts.titleHint} error={nameless ? field.required : null}>
        {(described) => (
          <input
            {...described}
            dir="auto"
            autoComplete="off"
            maxLength={most.title}
            value={title}
            onChange={(event) => setTitle(event.target.value)}
          />
        )}
      </Field>
      <Field
        label={texts.description}
        hint={texts.descriptionHint}
        left={most.description - description.length}
      >
        {(described) => (
          <textarea
            {...described}
            dir="auto"
            rows={4}
            maxLength={most.description}
            value={description}
            onChange={(event) => setDescription(event.target.value)}
          />
        )}
      </Field>
      <Field label={texts.contact} hint={texts.contactHint}>
        {(described) => (
          <input
            {...described}
            type="email"
            autoComplete="email"
            maxLength={most.email}
            value={contactEmail}
            onChange={(event) => setContactEmail(event.target.value)}
          />
        )}
      </Field>
      <FormEnd error={error} busy={isPending} changed={changed} guided={next !== undefined}>
        {beside}
      </FormEnd>
    </form>
  );
}
