import { CredentialAccount, Preferences } from '@fanfare/contracts/entities';
import type { Route } from '@fanfare/http';
import { route } from '@fanfare/http';
import { AppError } from '@fanfare/kernel';
import { Type } from 'typebox';
import { profileChange } from '../domain/profile.ts';
import type { Auth } from '../flows/needs.ts';
import { storeProfileImage, tidyProfileImages } from '../flows/profile-images.ts';
import { accountById, changeAccount } from '../store/accounts.ts';

const Text = Type.Optional(Type.String());
const Flag = Type.Optional(Type.Boolean());
const UpdateBody = Type.Object({
  display_name: Text,
  note: Text,
  avatar_description: Text,
  header_description: Text,
  locked: Flag,
  bot: Flag,
  discoverable: Flag,
  indexable: Flag,
  hide_collections: Flag,
  fields_attributes: Type.Optional(Type.Array(Type.Object({ name: Text, value: Text }))),
  source: Type.Optional(Type.Object({ privacy: Text, sensitive: Flag, language: Text })),
});

export function credentialRoutes(auth: Auth): Route[] {
  return [
    route({
      method: 'GET',
      path: '/api/v1/accounts/verify_credentials',
      summary: 'The account of the token',
      auth: 'user',
      scopes: ['profile', 'read:accounts'],
      answers: { 200: CredentialAccount },
      handle: ({ viewer }) => auth.contracts.read.credentialAccount({ account_id: viewer.accountId }),
    }),
    route({
      method: 'PATCH',
      path: '/api/v1/accounts/update_credentials',
      summary: 'Change the profile and the defaults of new posts',
      auth: 'user',
      scopes: ['write:accounts'],
      body: UpdateBody,
      bodyLimit: 40 * 1024 * 1024,
      answers: { 200: CredentialAccount },
      async handle({ viewer, body, files }) {
        const change = profileChange(body);
        const account = viewer.accountId;
        if (files.avatar)
          change.avatar = await storeProfileImage(auth, account, 'avatar', files.avatar.bytes);
        if (files.header)
          change.header = await storeProfileImage(auth, account, 'header', files.header.bytes);
        const { before } = await changeAccount(auth.db, account, change);
        if (change.avatar !== undefined) await tidyProfileImages(auth, account, 'avatar', before.avatar);
        if (change.header !== undefined) await tidyProfileImages(auth, account, 'header', before.header);
        return auth.contracts.read.credentialAccount({ account_id: account });
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/preferences',
      summary: 'Defaults for posting and reading',
      auth: 'user',
      scopes: ['read:accounts'],
      answers: { 200: Preferences },
      async handle({ viewer }): Promise<Preferences> {
        const account = await accountById(auth.db, viewer.accountId);
        if (account === null) throw new AppError('not_found');
        return {
          'posting:default:visibility': account.default_privacy,
          'posting:default:sensitive': account.default_sensitive === 1,
          'posting:default:language': account.default_language,
          'reading:expand:media': 'default',
          'reading:expand:spoilers': false,
        };
      },
    }),
  ];
}
