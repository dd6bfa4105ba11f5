import type { Route } from '@fanfare/http';
import type { Auth } from '../../flows/needs.ts';
import { accountRoutes } from './account-routes.ts';
import { authorizeRoutes } from './authorize-page.ts';
import { ownerRoutes } from './owner-page.ts';
import { signInRoutes } from './sign-in-page.ts';
import { signUpRoutes } from './sign-up-page.ts';

/** The pages that a browser shows; all of them work without JavaScript. */
export function pageRoutes(auth: Auth): Route[] {
  return [
    ...signInRoutes(auth),
    ...signUpRoutes(auth),
    ...ownerRoutes(auth),
    ...authorizeRoutes(auth),
    ...accountRoutes(auth),
  ];
}
