/* Who else is in a conversation, and who is writing: told by each browser every BEAT_MS while it shows
 * one, forgotten when it falls silent. */
import { useEffect, useRef, useSyncExternalStore } from 'react';
import { api } from '#/lib/api';
import type { Fact } from '#/lib/events';

const BEAT_MS = 20_000;
const SILENCE_MS = 30_000;

export interface Present {
  staff: string;
  name: string;
  typing: boolean;
}

interface Seen extends Present {
  until: number;
}

const NOBODY: readonly Seen[] = [];
const rooms = new Map<string, readonly Seen[]>();
const watchers = new Set<() => void>();

function change(conversation: string, seen: readonly Seen[]): void {
  if (seen.length) rooms.set(conversation, seen);
  else rooms.delete(conversation);
  for (const watch of watchers) watch();
}

export function presenceTold(fact: Fact): void {
  const { conversation, staff, name, typing } = fact.data;
  if (typeof conversation !== 'string' || typeof staff !== 'string') return;
  const others = (rooms.get(conversation) ?? NOBODY).filter((one) => one.staff !== staff);
  change(conversation, [...others, { staff, name: String(name ?? ''), typing: typing === true, until: Date.now() + SILENCE_MS }]);
}

setInterval(() => {
  const now = Date.now();
  for (const [conversation, seen] of rooms) {
    const still = seen.filter((one) => one.until > now);
    if (still.length !== seen.length) change(conversation, still);
  }
}, 5000);

const subscribe = (watch: () => void) => {
  watchers.add(watch);
  return () => watchers.delete(watch);
};

/* The others in a conversation. */
export function usePresent(conversation: string, me: string): Present[] {
  const all = useSyncExternalStore(subscribe, () => rooms.get(conversation) ?? NOBODY);
  return all.filter((one) => one.staff !== me);
}

/* Tells the others that I am here, and whether I write. */
export function useBeat(conversation: string, typing: boolean): void {
  const latest = useRef(typing);
  latest.current = typing;
  useEffect(() => {
    const beat = () => {
      if (document.visibilityState === 'visible') {
        api.post(`/api/conversations/${conversation}/presence`, { typing: latest.current }).catch(() => {
          /* A courtesy; the next beat may pass. */
        });
      }
    };
    beat();
    const every = setInterval(beat, BEAT_MS);
    return () => clearInterval(every);
  }, [conversation, typing]);
}
