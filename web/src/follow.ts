/* Facts go to every module that follows them, and what a cut may have made stale is asked for again. */
import type { QueryClient } from '@tanstack/react-query';
import { onFact, onResync, onReturn } from './lib/events';
import { modules } from './modules';

export function followFacts(client: QueryClient): void {
  onFact((fact) => {
    for (const module of modules) module.follow?.(client, fact);
  });
  onResync((before) => {
    void client.invalidateQueries({
      predicate: (query) => query.queryKey[0] !== 'session' && query.state.dataUpdatedAt < before,
    });
  });
  /* What failed meanwhile mends itself. */
  onReturn(() => void client.refetchQueries({ type: 'active', predicate: (query) => query.state.status === 'error' }));
}
