/** What a person may change about their account, and how it is stored. */
import { limits } from '@fanfare/contracts';
import type { FieldError } from '@fanfare/kernel';
import { AppError } from '@fanfare/kernel';
import { countCharacters, normalizeName, normalizeText } from '@fanfare/text';
import type { ProfileChange } from '../store/accounts.ts';

export interface ProfileForm {
  display_name?: string;
  note?: string;
  avatar_description?: string;
  header_description?: string;
  locked?: boolean;
  bot?: boolean;
  discoverable?: boolean;
  indexable?: boolean;
  hide_collections?: boolean;
  fields_attributes?: readonly { name?: string; value?: string }[];
  source?: { privacy?: string; sensitive?: boolean; language?: string };
}

const flags = ['locked', 'bot', 'discoverable', 'indexable', 'hide_collections'] as const;
const privacies = ['public', 'unlisted', 'private'] as const;

/** Absent members change nothing. @throws AppError `invalid` with details for what is too long */
export function profileChange(form: ProfileForm): ProfileChange {
  const change: ProfileChange = {};
  const complaints: Record<string, FieldError[]> = {};
  const text = (name: string, value: string, most: number): string => {
    if (countCharacters(value) > most) {
      complaints[name] = [
        { error: 'ERR_TOO_LONG', description: `is too long (maximum is ${most} characters)` },
      ];
    }
    return value;
  };
  if (form.display_name !== undefined) {
    change.display_name = text('display_name', normalizeName(form.display_name), limits.displayName);
  }
  if (form.note !== undefined) change.note = text('note', normalizeText(form.note), limits.note);
  for (const name of ['avatar_description', 'header_description'] as const) {
    const value = form[name];
    if (value !== undefined) change[name] = text(name, normalizeText(value), limits.avatarDescription);
  }
  for (const name of flags) {
    const value = form[name];
    if (value !== undefined) change[name] = value ? 1 : 0;
  }
  if (form.fields_attributes !== undefined)
    change.fields = JSON.stringify(fieldsOf(form.fields_attributes, complaints));
  Object.assign(change, defaultsOf(form.source ?? {}));
  const [name, errors] = Object.entries(complaints)[0] ?? [];
  if (name !== undefined) {
    const said = `${name.replaceAll('_', ' ')} ${errors?.[0]?.description}`;
    throw new AppError('invalid', { text: `Validation failed: ${said}`, fields: complaints });
  }
  return change;
}

/** Empty ones are dropped: that is how clients delete a field. */
function fieldsOf(
  fields: NonNullable<ProfileForm['fields_attributes']>,
  complaints: Record<string, FieldError[]>,
) {
  const kept = fields
    .map((field) => ({ name: normalizeName(field.name ?? ''), value: normalizeName(field.value ?? '') }))
    .filter((field) => field.name !== '' || field.value !== '');
  if (kept.length > limits.profileFields) {
    complaints.fields = [{ error: 'ERR_TOO_LONG', description: `may be at most ${limits.profileFields}` }];
  }
  const long = kept.some(
    (field) =>
      countCharacters(field.name) > limits.profileFieldName ||
      countCharacters(field.value) > limits.profileFieldValue,
  );
  if (long) {
    complaints.fields = [
      {
        error: 'ERR_TOO_LONG',
        description: `are too long (maximum is ${limits.profileFieldValue} characters)`,
      },
    ];
  }
  return kept;
}

/** What new posts begin with. A value that is none of the known counts as absent. */
function defaultsOf(source: NonNullable<ProfileForm['source']>): ProfileChange {
  const change: ProfileChange = {};
  const privacy = privacies.find((one) => one === source.privacy);
  if (privacy !== undefined) change.default_privacy = privacy;
  if (source.sensitive !== undefined) change.default_sensitive = source.sensitive ? 1 : 0;
  if (source.language !== undefined) {
    const [code = ''] = source.language.trim().toLowerCase().split('-');
    // Empty takes the choice back.
    if (code === '') change.default_language = null;
    else if (/^[a-z]{2,3}$/.test(code)) change.default_language = code;
  }
  return change;
}
