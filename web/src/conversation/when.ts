/* A moment said in words: the server understands it, in both languages. */
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api } from '#/lib/api';
import type { When } from '#/lib/api.gen';
import { useLanguage } from '#/lib/words';

const TYPING_MS = 180;

/* at: undefined while it is asked, null when it is not understood. */
export function useWhen(text: string) {
  const language = useLanguage();
  const wanted = text.trim();
  const [asked] = useDebouncedValue(wanted, TYPING_MS);
  const query = useQuery({
    queryKey: ['when', language, asked],
    queryFn: ({ signal }) => api.get<When>('/api/when', { text: asked || undefined, language }, signal),
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  });
  const settled = wanted === asked && !query.isPlaceholderData && query.isSuccess;
  return { at: settled && wanted ? query.data.at : undefined, suggestions: query.data?.suggestions ?? [] };
}
