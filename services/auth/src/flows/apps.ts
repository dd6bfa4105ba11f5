/** Applications: how they register, and how they show who they are. */
import { AppError } from '@fanfare/kernel';
import { isRedirectUri, OUT_OF_BAND, redirectUris } from '../domain/redirects.ts';
import { DEFAULT_SCOPE, knownScopes, parseScopes, unknownScope } from '../domain/scopes.ts';
import { hashOf, newName, newSecret, sameText } from '../domain/secrets.ts';
import type { App } from '../store/identity.ts';
import type { Auth } from './needs.ts';

export interface AppForm {
  client_name: string;
  redirect_uris: string | readonly string[];
  scopes?: string;
  website?: string | null;
}

/**
 * @returns the app and the secret, which is told only now
 * @throws AppError `invalid`
 */
export async function registerApp(auth: Auth, form: AppForm): Promise<{ app: App; secret: string }> {
  const scopes = parseScopes(form.scopes ?? DEFAULT_SCOPE);
  if (scopes.length === 0) scopes.push(DEFAULT_SCOPE);
  const unknown = unknownScope(scopes);
  if (unknown !== null) throw invalid(`"${unknown}" is not a scope of this server`);
  const uris = redirectUris(form.redirect_uris);
  if (uris.length === 0) throw invalid("Redirect URI can't be blank");
  const wrong = uris.find((uri) => !isRedirectUri(uri));
  if (wrong !== undefined) throw invalid(`Redirect URI must be an absolute URI without a fragment: ${wrong}`);
  const website = form.website?.trim() || null;
  if (website !== null && !/^https?:\/\//i.test(website))
    throw invalid('Website must be an http or https address');
  const name = form.client_name.trim();
  if (name === '') throw invalid("Application name can't be blank");
  const secret = newSecret();
  const app: App = {
    id: newName(),
    secret_hash: hashOf(secret),
    name: name.slice(0, 200),
    website,
    redirect_uris: uris,
    scopes,
    created_at: auth.clock.now(),
  };
  await auth.identity.apps.add(app);
  return { app, secret };
}

function invalid(what: string): AppError {
  return new AppError('invalid', { text: `Validation failed: ${what}` });
}

/** The app of the operator's own tools: one per name, without a secret that anybody knows. */
export async function localApp(auth: Auth, name: string): Promise<App> {
  const id = `local-${hashOf(name).slice(0, 24)}`;
  const known = await auth.identity.apps.byId(id);
  if (known !== null) return known;
  const app: App = {
    id,
    secret_hash: hashOf(newSecret()),
    name,
    website: null,
    redirect_uris: [OUT_OF_BAND],
    scopes: knownScopes,
    created_at: auth.clock.now(),
  };
  await auth.identity.apps.add(app);
  return app;
}

/** Null: no such application, or not its secret. */
export async function appWith(auth: Auth, id: string, secret: string): Promise<App | null> {
  const app = await auth.identity.apps.byId(id);
  return app !== null && sameText(hashOf(secret), app.secret_hash) ? app : null;
}
