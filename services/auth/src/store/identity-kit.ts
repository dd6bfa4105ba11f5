/** What every identity store must do, run by the adapter's own test: `identityKit('sqlite', factory)`. */
import { suite } from 'node:test';
import { grantTests } from './identity-kit/grants.ts';
import { peopleTests } from './identity-kit/people.ts';
import { revocationTests } from './identity-kit/revocations.ts';
import { sessionTests } from './identity-kit/sessions.ts';
import type { IdentityFactory } from './identity-kit/setup.ts';

export type { IdentityFactory, IdentitySetup } from './identity-kit/setup.ts';

export function identityKit(name: string, factory: IdentityFactory): void {
  suite(`identity kit: ${name}`, () => {
    suite('people and reservations', () => peopleTests(factory));
    suite('apps and grants', () => grantTests(factory));
    suite('revocations', () => revocationTests(factory));
    suite('sessions and owner links', () => sessionTests(factory));
  });
}
