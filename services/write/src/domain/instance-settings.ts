/** What may be said of the place, and what a change makes of what was said before. */
import type { Place, PlaceRule } from '@fanfare/contracts';
import type { InstanceSettings } from '@fanfare/contracts/entities';
import type { InstanceSettingsTable } from '@fanfare/contracts/tables';
import { AppError } from '@fanfare/kernel';

/** What is not named stays as it is; null: as the server's settings say. */
export interface InstanceChange {
  title?: string | null;
  description?: string | null;
  contact_email?: string | null;
  registrations?: 'open' | 'closed' | null;
  public_status?: boolean;
  /** All of them, in order. With the id of one that there is: that one. */
  rules?: readonly { id?: string; text: string; hint?: string }[];
}

/**
 * @param newId for a rule that is new
 * @throws AppError `invalid` with a sentence
 */
export function changedRow(
  row: InstanceSettingsTable,
  change: InstanceChange,
  newId: () => string,
): InstanceSettingsTable {
  const { title, description, contact_email: email, registrations, public_status: open, rules } = change;
  return {
    ...row,
    // A place without a name would have nothing to stand on its pages.
    ...(title === undefined ? {} : { title: oneLine(title) || null }),
    ...(description === undefined ? {} : { description: description && lines(description) }),
    ...(email === undefined ? {} : { contact_email: email && address(email.trim()) }),
    ...(registrations === undefined ? {} : { registrations }),
    ...(open === undefined ? {} : { public_status: open ? 1 : 0 }),
    ...(rules === undefined
      ? {}
      : { rules: JSON.stringify(changedRules(JSON.parse(row.rules), rules, newId)) }),
  };
}

function changedRules(
  before: readonly PlaceRule[],
  wanted: NonNullable<InstanceChange['rules']>,
  newId: () => string,
): PlaceRule[] {
  const free = new Set(before.map(({ id }) => id));
  return wanted.map(({ id = '', text, hint }) => {
    if (id !== '' && !free.delete(id)) {
      throw invalid(`There is no rule with the id "${id}", or it stands there twice; a new rule has none`);
    }
    const said = lines(text);
    if (said === '') throw invalid("A rule can't be blank");
    return { id: id || newId(), text: said, hint: lines(hint ?? '') };
  });
}

function oneLine(text: string | null): string {
  return (text ?? '').replace(/\s+/g, ' ').trim();
}

/** Paragraphs stay; line ends are all of one kind. */
function lines(text: string): string {
  return text.replace(/\r\n?/g, '\n').trim();
}

function address(text: string): string {
  if (text === '' || /^[^\s@<>]+@[^\s@<>]+$/.test(text)) return text;
  throw invalid('The contact must be an e-mail address, as in help@example.org');
}

function invalid(why: string): AppError {
  return new AppError('invalid', { text: `Validation failed: ${why}` });
}

export function presentInstanceSettings(place: Place): InstanceSettings {
  return {
    title: place.title,
    description: place.description,
    contact_email: place.contactEmail,
    registrations: place.registrations,
    registrations_open: place.registrationsOpen,
    public_status: place.publicStatus,
    rules: place.rules,
  };
}
