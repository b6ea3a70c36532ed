/* For which messages, and for whose, this browser shows the images that senders keep on servers of their
 * own. Ids only: no address stays behind in a browser. */
import { useSyncExternalStore } from 'react';
import { keep, recall } from '#/lib/store';

const KEPT_MAX = 300; /* the oldest are forgotten first */

type Kind = 'messages' | 'senders';
type Allowed = Record<Kind, string[]>;

const watchers = new Set<() => void>();
let allowed: Allowed | null = null;

function read(): Allowed {
  allowed ??= { messages: [], senders: [], ...recall<Allowed>('images') };
  return allowed;
}

function write(kind: Kind, ids: string[]): void {
  allowed = { ...read(), [kind]: ids.slice(-KEPT_MAX) };
  keep('images', allowed);
  for (const watch of watchers) watch();
}

export function allowImages(kind: Kind, id: string): void {
  write(kind, [...read()[kind].filter((one) => one !== id), id]);
}

export function refuseImages(message: string, sender: string | null): void {
  write('messages', read().messages.filter((one) => one !== message));
  write('senders', read().senders.filter((one) => one !== sender));
}

export function useAllowedImages(message: string, sender: string | null): { shown: boolean; always: boolean } {
  const now = useSyncExternalStore(
    (watch) => {
      watchers.add(watch);
      return () => watchers.delete(watch);
    },
    read,
  );
  const always = sender !== null && now.senders.includes(sender);
  return { shown: always || now.messages.includes(message), always };
}
