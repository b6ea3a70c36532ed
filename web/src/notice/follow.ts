/* A notice has come, or was seen in another tab. */
import type { QueryClient } from '@tanstack/react-query';
import type { Notice } from '#/lib/api.gen';
import type { Fact } from '#/lib/events';
import { keys } from './data';
import { showOnDesktop } from './desktop';

export type Kind = Notice['kind'];

const listeners = new Set<(kind: Kind) => void>();

export function onNotice(hear: (kind: Kind) => void): () => void {
  listeners.add(hear);
  return () => listeners.delete(hear);
}

export function follow(client: QueryClient, fact: Fact): void {
  if (fact.name === 'notice_seen') void client.invalidateQueries({ queryKey: keys.all });
  if (fact.name !== 'notice') return;
  void client.invalidateQueries({ queryKey: keys.all });
  const kind = fact.data.kind as Kind;
  for (const hear of listeners) hear(kind);
  if (fact.data.desktop === true) void showOnDesktop({ id: String(fact.data.notice), kind, conversation: fact.conversation, content: fact.data.content === true });
}
