/* Puts what changed into the lists and threads that are already loaded, instead of loading them again:
 * nothing flickers, nobody loses their place, and a busy day costs the server one small read a change. */
import type { QueryClient } from '@tanstack/react-query';
import type { Conversation, Me, Message, Session } from '#/lib/api.gen';
import type { Pages } from '#/lib/table';
import { belongs, stands, type View } from './views';

/* Ids grow with time, and are compared as numbers of up to 19 digits. */
function later(a: { at: string; id: string }, b: { at: string; id: string }): number {
  return a.at === b.at ? a.id.length - b.id.length || (a.id < b.id ? -1 : 1) : a.at < b.at ? -1 : 1;
}

/* The pages with a conversation at its place in a view, or without it if it does not belong. What only the
 * server can tell stays where it was. */
export function place(pages: Pages<Conversation>, view: View, conversation: Conversation, me: Me): Pages<Conversation> {
  const there = pages.pages.some((page) => page.items.some((item) => item.id === conversation.id));
  const before = pages.pages.map((page) => ({ ...page, items: page.items.filter((item) => item.id !== conversation.id) }));
  const merged = 'merged_into' in conversation && conversation.merged_into !== null; /* shows in no list */
  if (merged || !(belongs(view, conversation, me) ?? there)) return there ? { ...pages, pages: before } : pages;

  let first = true;
  for (const page of before) {
    const index = page.items.findIndex((item) => stands(view, conversation, item) < 0);
    if (index >= 0) {
      /* Before all that is loaded, of a list whose beginning is not. */
      if (first && index === 0 && pages.pageParams[0] !== null) return { ...pages, pages: before };
      page.items.splice(index, 0, conversation);
      return { ...pages, pages: before };
    }
    first = false;
  }
  /* After all that is loaded: shown only if there is nothing beyond. */
  const last = before[before.length - 1];
  if (last && last.next === null) last.items.push(conversation);
  return { ...pages, pages: before };
}

export function placeEverywhere(client: QueryClient, conversation: Conversation): void {
  const me = client.getQueryData<Session | null>(['session'])?.staff;
  if (!me) return;
  for (const [key, pages] of client.getQueriesData<Pages<Conversation>>({ queryKey: ['conversations'] })) {
    if (pages) client.setQueryData(key, place(pages, key[1] as View, conversation, me));
  }
}

/* A thread (newest first) with a message in it, new or changed. */
export function withMessage(pages: Pages<Message>, message: Message): Pages<Message> {
  const known = pages.pages.some((page) => page.items.some((item) => item.id === message.id));
  const next = pages.pages.map((page, index) => {
    if (known) return { ...page, items: page.items.map((item) => (item.id === message.id ? message : item)) };
    if (index > 0) return page;
    return { ...page, items: [message, ...page.items].sort((a, b) => -later(a, b)) };
  });
  return { ...pages, pages: next };
}

export function putMessage(client: QueryClient, conversation: string, message: Message): void {
  client.setQueryData<Pages<Message>>(['thread', conversation], (pages) => pages && withMessage(pages, message));
}

/* A thread without a message: it was taken back. */
export function removeMessage(client: QueryClient, conversation: string, message: string): void {
  client.setQueryData<Pages<Message>>(['thread', conversation], (pages) =>
    pages && { ...pages, pages: pages.pages.map((page) => ({ ...page, items: page.items.filter((item) => item.id !== message) })) });
}
