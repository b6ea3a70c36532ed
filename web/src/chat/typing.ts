/* Which visitors are writing: told while they do, forgotten when they fall silent. */
import { useSyncExternalStore } from 'react';
import type { Fact } from '#/lib/events';

const SILENCE_MS = 7_000;

const writing = new Map<string, ReturnType<typeof setTimeout>>();
const watchers = new Set<() => void>();

function tell(): void {
  for (const watch of watchers) watch();
}

export function typingTold(fact: Fact): void {
  const { conversation, typing } = fact.data;
  if (typeof conversation !== 'string') return;
  clearTimeout(writing.get(conversation));
  writing.delete(conversation);
  if (typing === true)
    writing.set(
      conversation,
      setTimeout(() => {
        writing.delete(conversation);
        tell();
      }, SILENCE_MS),
    );
  tell();
}

export function useVisitorTypes(conversation: string): boolean {
  return useSyncExternalStore(
    (watch) => {
      watchers.add(watch);
      return () => watchers.delete(watch);
    },
    () => writing.has(conversation),
  );
}
