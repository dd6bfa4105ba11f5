/** English, the language that the others are held against. Texts with numbers or names are functions. */
import { approval } from './approval.ts';
import { dialog } from './dialog.ts';
import { list } from './list.ts';
import { notifications } from './notifications.ts';
import { post } from './post.ts';
import { profile } from './profile.ts';
import { search } from './search.ts';
import { site } from './site.ts';
import { trouble } from './trouble.ts';
import { visibility } from './visibility.ts';

export const en = { approval, dialog, list, notifications, post, profile, search, site, trouble, visibility };
