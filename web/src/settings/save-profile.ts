/** Changes to one's own account, shown everywhere at once when the server has taken them. */
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api/client.ts';
import type { OwnAccount, Visibility } from '../api/entities.ts';
import { keepAccount } from '../data/accounts.ts';
import { meKey } from '../data/me.ts';
import { queryClient } from '../data/query-client.ts';
import { toastTrouble } from '../ui/toasts.tsx';

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

/**
 * For switches: shown as chosen in the same moment, kept by the server a moment later, and taken back when it refused.
 * @param me as the server has it
 */
export function useProfileSwitches(me: OwnAccount) {
  const [ahead, setAhead] = useState<ProfileChange>({});
  const { mutateAsync } = useSaveProfile();

  function change(one: ProfileChange): void {
    setAhead((others) => ({ ...others, ...one, source: { ...others.source, ...one.source } }));
    mutateAsync(one)
      .catch(toastTrouble)
      .finally(() => setAhead((others) => without(others, one)));
  }

  const { source, ...rest } = ahead;
  return { shown: { ...me, ...rest, source: { ...me.source, ...source } } as OwnAccount, change };
}

function without({ source, ...rest }: ProfileChange, one: ProfileChange): ProfileChange {
  const left = <Values extends object>(values: Values, gone: object): Partial<Values> =>
    Object.fromEntries(Object.entries(values).filter(([name]) => !(name in gone))) as Partial<Values>;
  return { ...left(rest, one), source: left(source ?? {}, one.source ?? {}) };
}
