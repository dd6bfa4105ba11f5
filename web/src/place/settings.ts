/** What the place is called and says of itself, its rules, and who may join. */
import { useMutation, useQuery } from '@tanstack/react-query';
import { request } from '../api/client.ts';
import { instanceKey } from '../data/me.ts';
import { queryClient } from '../data/query-client.ts';

export interface Rule {
  /** Absent: a new one. */
  id?: string;
  text: string;
  /** What it means in more words; may be empty. */
  hint: string;
}

export interface PlaceSettings {
  title: string;
  description: string;
  contactEmail: string;
  /** null: as the server was started, which `registrationsOpen` tells. */
  registrations: 'open' | 'closed' | null;
  registrationsOpen: boolean;
  rules: Rule[];
}

/** What is not named stays as it is. */
export type PlaceChange = Partial<Omit<PlaceSettings, 'registrationsOpen'>>;

export const most = { title: 80, description: 1000, email: 254, rules: 25, rule: 500, hint: 300 };

const path = '/api/v1/admin/instance';
const key = ['place-settings'] as const;

export function usePlaceSettings() {
  return useQuery({
    queryKey: key,
    queryFn: async () => (await request<PlaceSettings>('GET', path)).data,
  });
}

export function useChangePlace() {
  return useMutation({
    mutationFn: async (change: PlaceChange) =>
      (await request<PlaceSettings>('PUT', path, { body: change })).data,
    onSuccess(settings) {
      queryClient.setQueryData<PlaceSettings>(key, settings);
      // Its name stands at the top of every page.
      void queryClient.invalidateQueries({ queryKey: instanceKey });
    },
  });
}

export function signUpLink(): string {
  return `${location.origin}/auth/sign_up`;
}
