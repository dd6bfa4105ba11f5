/** English, the language that the others are held against. Texts with numbers or names are functions. */
import { approval } from './approval.ts';
import { compose } from './compose.ts';
import { dialog } from './dialog.ts';
import { field } from './field.ts';
import { list } from './list.ts';
import { notifications } from './notifications.ts';
import { place } from './place.ts';
import { post } from './post.ts';
import { profile } from './profile.ts';
import { search } from './search.ts';
import { settings } from './settings.ts';
import { site } from './site.ts';
import { start } from './start.ts';
import { trouble } from './trouble.ts';
import { visibility } from './visibility.ts';

export const en = {
  approval,
  compose,
  dialog,
  field,
  list,
  notifications,
  place,
  post,
  profile,
  search,
  settings,
  site,
  start,
  trouble,
  visibility,
};
