/* Whom a reply goes to: what the server proposes, and what the adviser made of it. */
import { queryOptions, useQuery, type QueryClient } from '@tanstack/react-query';
import { api } from '#/lib/api';
import type { Recipient, Reply } from '#/lib/api.gen';
import { keys } from './data';

export type Mode = 'all' | 'reply' | 'forward';

/* null: as it is proposed. */
export interface Sending {
  mode: Mode;
  message: string | null; /* the one that is answered */
  from: string | null;
  to: string[] | null;
  cc: string[] | null;
  bcc: string[];
  quote: boolean;
  signature: boolean;
}

export const SENDING: Sending = { mode: 'all', message: null, from: null, to: null, cc: null, bcc: [], quote: false, signature: true };

const replyOptions = (conversation: string, mode: Mode, message: string | null) =>
  queryOptions({
    queryKey: [...keys.reply(conversation), mode, message],
    queryFn: ({ signal }) => api.get<Reply>(`/api/conversations/${conversation}/reply`, { mode, message }, signal),
  });

export function useReply(conversation: string, mode: Mode, message: string | null) {
  return useQuery(replyOptions(conversation, mode, message));
}

export function loadReply(client: QueryClient, conversation: string, mode: Mode, message: string | null): Promise<Reply> {
  return client.fetchQuery(replyOptions(conversation, mode, message));
}

export const addressesOf = (recipients: Recipient[] | undefined) => recipients?.map((one) => one.address) ?? [];

/* What goes with the text; nothing for what the server would choose itself. */
export function bodyOf(sending: Sending, proposed: Reply | undefined) {
  const to = sending.to ?? addressesOf(proposed?.to);
  const message = sending.message ?? proposed?.message;
  return {
    mode: sending.mode,
    ...(message ? { message } : {}),
    ...(sending.from ? { from: sending.from } : {}),
    ...(to.length || sending.mode === 'forward' ? { to, cc: sending.cc ?? addressesOf(proposed?.cc) } : {}),
    ...(sending.bcc.length ? { bcc: sending.bcc } : {}),
    ...(sending.quote || sending.mode === 'forward' ? { quote: true } : {}),
    ...(sending.signature ? {} : { signature: false }),
  };
}
