/* Mailboxes as the server knows them. How far a fetch has come is no fact of the journal: while one runs it
 * is asked for every other second. */
import { useMutation, useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { api, Problem, type Page } from '#/lib/api';
import type { Mailbox, MailboxChange, MailboxClient, MailboxConsent, MailboxPreset, TeamSignature } from '#/lib/api.gen';
import { tellError } from '#/lib/tell';
import { useLanguage } from '#/lib/words';

const BUSY_MS = 2000;
const WRONG_MS = 5000;
const CALM_MS = 20_000;

export const keys = {
  all: ['mailboxes'] as const,
  list: ['mailboxes', 'list'] as const,
  one: (id: string) => ['mailboxes', id] as const,
  signatures: ['mailboxes', 'signatures'] as const,
  client: (provider: string) => ['mailboxes', 'client', provider] as const,
};

function pauseFor({ health: { state } }: Mailbox): number {
  if (state === 'new' || state === 'catching-up') return BUSY_MS;
  return state === 'ok' || state === 'paused' ? CALM_MS : WRONG_MS;
}

export function useMailboxes() {
  return useQuery({
    queryKey: keys.list,
    queryFn: ({ signal }) => api.get<Page<Mailbox>>('/api/mailboxes', { limit: 200 }, signal),
    refetchInterval: (query) => Math.min(CALM_MS, ...(query.state.data?.items.map(pauseFor) ?? [])),
  });
}

export function useMailbox(id: string) {
  return useQuery({
    queryKey: keys.one(id),
    queryFn: ({ signal }) => api.get<Mailbox>(`/api/mailboxes/${id}`, undefined, signal),
    refetchInterval: (query) => (query.state.data ? pauseFor(query.state.data) : CALM_MS),
  });
}

/* The usual providers; with an address, the one that holds it is marked. */
export const readPresets = async (address: string) => (await api.get<Page<MailboxPreset>>('/api/mailboxes/presets', { address })).items;

export function usePresets() {
  return useQuery({ queryKey: ['mailbox-presets'], queryFn: () => readPresets(''), staleTime: Infinity });
}

export function useClient(provider: string, enabled = true) {
  return useQuery({ enabled, queryKey: keys.client(provider), queryFn: ({ signal }) => api.get<MailboxClient>(`/api/mailboxes/clients/${encodeURIComponent(provider)}`, undefined, signal) });
}

export function useSignatures() {
  return useQuery({ queryKey: keys.signatures, queryFn: ({ signal }) => api.get<Page<TeamSignature>>('/api/mailboxes/signatures', { limit: 200 }, signal) });
}

export function putMailbox(client: QueryClient, mailbox: Mailbox): void {
  client.setQueryData(keys.one(mailbox.id), mailbox);
  void client.invalidateQueries({ queryKey: keys.list });
}

export function useChangeMailbox(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (change: MailboxChange) => api.patch<Mailbox>(`/api/mailboxes/${id}`, change),
    onSuccess: (mailbox) => putMailbox(client, mailbox),
    onError: (error) => {
      if (error instanceof Problem && error.status === 409) void client.invalidateQueries({ queryKey: keys.one(id) });
    },
  });
}

/* Leaves for the provider, which sends the browser back to the page of the mailbox. */
export function useConsent() {
  const language = useLanguage();
  return useMutation({
    mutationFn: (id: string) => api.post<MailboxConsent>(`/api/mailboxes/${id}/authorize`),
    onSuccess: ({ url }) => window.location.assign(url),
    onError: (error) => tellError(language, error),
  });
}
