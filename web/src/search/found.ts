/* What the words being typed find, as they are typed. */
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { api, type Page } from '#/lib/api';
import type { Hit } from '#/lib/api.gen';

const WAIT_MS = 90;
const AT_LEAST = 2; /* letters */

export interface Found {
  hits: readonly Hit[];
  /* False while they are those of the words before: shown so that nothing blinks, never to be chosen. */
  fresh: boolean;
}

const NONE: readonly Hit[] = [];

export function useFound(text: string, enabled = true): Found {
  const typed = text.trim();
  const [query] = useDebouncedValue(typed, WAIT_MS);
  const { data, isPlaceholderData, isError } = useQuery({
    queryKey: ['search', 'typed', query],
    queryFn: ({ signal }) => api.get<Page<Hit>>('/api/search/suggestions', { q: query }, signal),
    enabled: enabled && query.length >= AT_LEAST,
    placeholderData: (before) => before,
    staleTime: 10_000,
  });
  if (typed.length < AT_LEAST || isError) return { hits: NONE, fresh: true };
  return { hits: data?.items ?? NONE, fresh: query === typed && data !== undefined && !isPlaceholderData };
}
