/* Whom a reply goes to: what the server proposes, and what the adviser made of it. */
import { queryOptions, useQuery, type QueryClient } from '@tanstack/react-query';
import { api } from '#/lib/api';
import type { DraftLetter, Recipient, Reply, TakenBack } from '#/lib/api.gen';
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
  subject: string | null; /* of a forward */
  mentions: string[]; /* of a note */
}

export const SENDING: Sending = { mode: 'all', message: null, from: null, to: null, cc: null, bcc: [], quote: false, signature: true, subject: null, mentions: [] };

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
    ...(sending.mode === 'forward' && sending.subject?.trim() ? { subject: sending.subject.trim() } : {}),
  };
}

/* As a draft keeps it, and back. */
export function letterOf(sending: Sending | undefined): DraftLetter {
  return sending ? { ...sending } : {};
}

export function sendingOf(letter: DraftLetter): Sending | undefined {
  if (Object.keys(letter).length === 0) return undefined;
  return {
    mode: letter.mode ?? 'all',
    message: letter.message ?? null,
    from: letter.from ?? null,
    to: letter.to ?? null,
    cc: letter.cc ?? null,
    bcc: letter.bcc ?? [],
    quote: letter.quote ?? false,
    signature: letter.signature ?? true,
    subject: letter.subject ?? null,
    mentions: letter.mentions ?? [],
  };
}

/* What was taken back goes to whom it was going. */
export function sendingOfTaken(taken: TakenBack): Sending {
  const { mode, message, from, to, cc, bcc, quote, signature, subject } = taken;
  return { mode, message, from, to, cc, bcc, quote, signature, subject, mentions: [] };
}
