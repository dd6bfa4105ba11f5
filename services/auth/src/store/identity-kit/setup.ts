import { after, before } from 'node:test';
import { newName } from '../../domain/secrets.ts';
import type { App, Grant, Identity, IdentityStore } from '../identity.ts';
import type { Session } from '../identity-sessions.ts';

export interface IdentitySetup {
  /** Two clients of the same store, each with connections of its own. */
  one: IdentityStore;
  other: IdentityStore;
  close(): Promise<void>;
}

/** Makes an empty store. */
export type IdentityFactory = () => Promise<IdentitySetup>;

/** The setup of the suite it is called in; made before its first test. */
export function setupFor(factory: IdentityFactory): () => IdentitySetup {
  let setup: IdentitySetup | undefined;
  before(async () => {
    setup = await factory();
  });
  after(() => setup?.close());
  return () => {
    if (setup === undefined) throw new Error('The store is asked for before the suite began.');
    return setup;
  };
}

let count = 0;

/** As long as ids are: all of its digits must come back. */
export const ACCOUNT = 1_782_072_709_373_953;

export function aPerson(over: Partial<Identity> = {}): Omit<Identity, 'account_id'> {
  const name = `person${++count}`;
  return {
    id: newName(),
    username_key: name,
    email: `${name}@Example.org`,
    email_key: `${name}@example.org`,
    password_hash: 'hash',
    valid_after: 1000,
    reserved_at: 1000,
    ...over,
  };
}

export function anApp(over: Partial<App> = {}): App {
  return {
    id: newName(),
    secret_hash: newName(),
    name: 'An app with "quotes" and ünïcode 🎺',
    website: null,
    redirect_uris: ['urn:ietf:wg:oauth:2.0:oob', 'https://app.example/callback?a=1'],
    scopes: ['read', 'write:statuses'],
    created_at: 1000,
    ...over,
  };
}

export function aGrant(over: Partial<Grant> = {}): Grant {
  return {
    id: newName(),
    app_id: 'app',
    account_id: ACCOUNT,
    scopes: ['read'],
    valid_after: 1000,
    created_at: 1000,
    code_hash: null,
    code_expires_at: null,
    redirect_uri: null,
    code_challenge: null,
    access_hash: null,
    access_created_at: null,
    access_expires_at: null,
    previous_access_hash: null,
    previous_access_expires_at: null,
    family_hash: null,
    refresh_hash: null,
    previous_refresh_hash: null,
    confirmed: 0,
    rotation_key: null,
    revoked_at: null,
    ...over,
  };
}

export function aSession(over: Partial<Session> = {}): Session {
  return {
    hash: newName(),
    id: newName(),
    account_id: ACCOUNT,
    valid_after: 1000,
    user_agent: 'A browser',
    ip: '::1',
    created_at: 1000,
    seen_at: 1000,
    expires_at: 9000,
    ...over,
  };
}
