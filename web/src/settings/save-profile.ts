/** Changes to one's own account, shown everywhere at once when the server has taken them. */
import { useMutation } from '@tanstack/react-query';
import { api } from '../api/client.ts';
import type { OwnAccount, Visibility } from '../api/entities.ts';
import { keepAccount } from '../data/accounts.ts';
import { meKey } from '../data/me.ts';
import { queryClient } from '../data/query-client.ts';

/** As the API takes it; some of it is newer than masto. What is absent stays as it is. */
export interface ProfileChange {
  displayName?: string;
  note?: string;
  avatar?: Blob;
  header?: Blob;
  avatarDescription?: string;
  headerDescription?: string;
  locked?: boolean;
  bot?: boolean;
  discoverable?: boolean;
  indexable?: boolean;
  hideCollections?: boolean;
  fieldsAttributes?: { name: string; value: string }[];
  source?: { privacy?: Visibility; sensitive?: boolean; language?: string };
}

export function useSaveProfile() {
  return useMutation<OwnAccount, unknown, ProfileChange>({
    mutationFn: (change) => api().v1.accounts.updateCredentials(change as never),
    onSuccess(account) {
      queryClient.setQueryData<OwnAccount>(meKey, account);
      keepAccount(account);
    },
  });
}

/** For switches: shown as changed at once, and taken back when it could not be kept. */
export function useSwitchProfile() {
  return useMutation<OwnAccount, unknown, ProfileChange, { before: OwnAccount | undefined }>({
    mutationFn: (change) => api().v1.accounts.updateCredentials(change as never),
    async onMutate({ source, ...change }) {
      await queryClient.cancelQueries({ queryKey: meKey });
      const before = queryClient.getQueryData<OwnAccount>(meKey);
      queryClient.setQueryData<OwnAccount>(
        meKey,
        (me) => me && ({ ...me, ...change, source: { ...me.source, ...change, ...source } } as OwnAccount),
      );
      return { before };
    },
    onSuccess(account) {
      queryClient.setQueryData<OwnAccount>(meKey, account);
      keepAccount(account);
    },
    onError: (_error, _change, context) => queryClient.setQueryData(meKey, context?.before),
  });
}
