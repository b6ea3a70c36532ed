/* Which conversations have a draft of mine: one question for all rows. */
import { useQuery } from '@tanstack/react-query';
import { api, type Page } from '#/lib/api';
import type { Draft } from '#/lib/api.gen';
import { useMay } from '#/session/session';
import { draftKeys } from './draft';

export function useDrafted(conversation: string): boolean {
  const enabled = useMay('conversation.write');
  return useQuery({
    queryKey: [...draftKeys.all, 'marks'],
    queryFn: ({ signal }) => api.get<Page<Draft>>('/api/drafts', { limit: 200 }, signal),
    staleTime: 60_000,
    enabled,
    select: (page) => page.items.some((draft) => draft.conversation?.id === conversation),
  }).data === true;
}
