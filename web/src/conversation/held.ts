/* What was written and has not left yet: taken back into the composer, moved, sent at once. */
import { useMutation, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { useNavigate, useParams } from 'react-router';
import { api } from '#/lib/api';
import type { Draft, Message, TakenBack } from '#/lib/api.gen';
import { tellDone, tellError } from '#/lib/tell';
import { useLanguage, useWords } from '#/lib/words';
import { removeMessage } from './cache';
import { writing } from './compose-words';
import { keys } from './data';
import { draftKeys } from './draft';

/* ---- The last one sent: what z takes back, wherever one has gone since ---- */

export interface Leaving {
  message: string;
  conversation: string;
  until: number; /* by this machine's clock */
}

let leaving: Leaving | null = null;
const restored = new Map<string, TakenBack>(); /* waiting for the composer of their conversation */
const listeners = new Set<() => void>();

function tell(): void {
  for (const call of listeners) call();
}

function subscribe(call: () => void): () => void {
  listeners.add(call);
  return () => listeners.delete(call);
}

export const useLeaving = () => useSyncExternalStore(subscribe, () => leaving);

export function willLeave(message: Message, conversation: string): void {
  if (message.send_at === null || message.delivery?.state !== 'queued') return;
  /* By the server's clock it has so long; this machine's may be another. */
  const mine = { message: message.id, conversation, until: Date.now() + Date.parse(message.send_at) - Date.parse(message.at) };
  leaving = mine;
  tell();
  setTimeout(() => {
    if (leaving !== mine) return;
    leaving = null;
    tell();
  }, mine.until - Date.now());
}

/* What was taken back in a conversation, once. */
export function useRestored(conversation: string, take: (taken: TakenBack) => void): void {
  const waits = useSyncExternalStore(subscribe, () => restored.get(conversation));
  useEffect(() => {
    if (!waits) return;
    restored.delete(conversation);
    take(waits);
  });
}

/* Pictures of the text as the editor shows them. */
export const withPictures = (html: string) => html.replace(/cid:(\d+)@attachment/g, '/api/attachments/$1');

/* ---- Acts ---- */

function forget(client: QueryClient, conversation: string, message: string): void {
  if (leaving?.message === message) leaving = null;
  removeMessage(client, conversation, message);
  void client.invalidateQueries({ queryKey: keys.scheduled });
}

/* A first message that was taken back, and the conversation it had opened with it: begun again as a draft. */
let begunAgain: Draft | null = null;

export const useBegunAgain = () => useSyncExternalStore(subscribe, () => begunAgain);

export function showBegunAgain(draft: Draft | null): void {
  begunAgain = draft;
  tell();
}

async function beginAgain(client: QueryClient, taken: TakenBack): Promise<void> {
  const { text, html, attachments, subject, from, to, cc, bcc } = taken;
  const body = {
    text, html: html && withPictures(html), attachments: attachments.map((one) => one.id),
    letter: { subject, email: to[0] ?? null, from, cc, bcc },
  };
  /* What cannot be kept on the server now is so at the next change. */
  const kept = await api.post<Draft>('/api/drafts', body).catch(() => ({ ...body, attachments, kind: 'new', version: 0 }) as unknown as Draft);
  void client.invalidateQueries({ queryKey: draftKeys.all });
  showBegunAgain(kept);
}

function withdrawn(client: QueryClient, taken: TakenBack): void {
  for (const queryKey of [keys.lists, keys.counts]) void client.invalidateQueries({ queryKey });
  void beginAgain(client, taken);
}

export function useTakeBack() {
  const client = useQueryClient();
  const navigate = useNavigate();
  const { id } = useParams();
  const language = useLanguage();
  const say = useWords(writing);
  return useMutation({
    mutationFn: ({ message }: { message: string; conversation: string }) => api.take<TakenBack>(`/api/messages/${message}`),
    onSuccess: (taken, { message, conversation }) => {
      forget(client, conversation, message);
      if (taken.withdrawn) {
        if (id === taken.conversation) void navigate('/conversations');
        withdrawn(client, taken);
      } else restored.set(taken.conversation, taken);
      tell();
      tellDone(say.takenBack);
    },
    onError: (error, { conversation }) => {
      void client.invalidateQueries({ queryKey: keys.thread(conversation) });
      tellError(language, error);
    },
  });
}

/* null: now. */
export function useMove(conversation: string) {
  const client = useQueryClient();
  const language = useLanguage();
  return useMutation({
    mutationFn: ({ message, at }: { message: string; at: string | null }) => api.patch<Message>(`/api/messages/${message}`, { send_at: at }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: keys.thread(conversation) });
      void client.invalidateQueries({ queryKey: keys.scheduled });
    },
    onError: (error) => tellError(language, error),
  });
}

/* Whole seconds until a moment, while it is ahead. */
export function useSecondsLeft(until: number): number {
  const left = () => Math.max(0, Math.ceil((until - Date.now()) / 1000));
  const [seconds, set] = useState(left);
  useEffect(() => {
    set(left());
    const timer = setInterval(() => set(left()), 250);
    return () => clearInterval(timer);
  }, [until]);
  return seconds;
}
