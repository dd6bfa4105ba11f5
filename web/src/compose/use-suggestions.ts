/** People and tags that what is being typed may mean. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { api } from '../api/client.ts';
import type { Account } from '../api/entities.ts';
import { nameOf } from '../people/person.ts';
import type { Completion } from './completion.ts';

export interface Suggestion {
  /** What is put in: without its @ or #. */
  name: string;
  title: string;
  account: Account | null;
}

const MOST = 5;
/** ms without a key before the server is asked */
const PAUSE = 150;

/** Empty also where search is away: one writes on without help. */
export function useSuggestions(completion: Completion | null): readonly Suggestion[] {
  const asked = useLater(completion === null ? null : `${completion.kind} ${completion.query}`, PAUSE);
  const { data } = useQuery({
    queryKey: ['suggestions', asked],
    queryFn: () => (asked === null ? [] : find(asked)),
    enabled: asked !== null,
    staleTime: 60_000,
    retry: false,
    placeholderData: keepPreviousData,
  });
  if (completion === null || asked?.startsWith(completion.kind) !== true) return [];
  return data ?? [];
}

async function find(asked: string): Promise<Suggestion[]> {
  const [kind, q = ''] = asked.split(' ');
  if (kind === 'mention') {
    const accounts = await api().v1.accounts.search.list({ q, resolve: false, limit: MOST });
    return accounts.map((account) => ({ name: account.acct, title: nameOf(account), account }));
  }
  const { hashtags } = await api().v2.search.list({ q, type: 'hashtags', limit: MOST });
  return hashtags.map(({ name }) => ({ name, title: `#${name}`, account: null }));
}

/** The value, once it has stood for a moment; null at once. */
function useLater(value: string | null, pause: number): string | null {
  const [later, setLater] = useState(value);
  useEffect(() => {
    const timer = setTimeout(setLater, value === null ? 0 : pause, value);
    return () => clearTimeout(timer);
  }, [value, pause]);
  return value === null ? null : later;
}
