/* The tags of the organisation, kept for all screens. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, type Page } from '#/lib/api';
import type { Tag } from '#/lib/api.gen';
import { tellError } from '#/lib/tell';
import { useLanguage } from '#/lib/words';

export const TAGS = ['tags'] as const;

/* There are at most 1000: a few pages. */
async function readAll(signal: AbortSignal): Promise<Tag[]> {
  const all: Tag[] = [];
  let cursor: string | null = null;
  do {
    const page: Page<Tag> = await api.get<Page<Tag>>('/api/tags', { limit: 200, cursor }, signal);
    all.push(...page.items);
    cursor = page.next;
  } while (cursor);
  return all.sort((a, b) => a.name.localeCompare(b.name));
}

export function useTags() {
  return useQuery({ queryKey: TAGS, queryFn: ({ signal }) => readAll(signal), staleTime: 5 * 60_000 });
}

export function useMakeTag(onMade: (tag: Tag) => void) {
  const client = useQueryClient();
  const language = useLanguage();
  return useMutation({
    mutationFn: (tag: { name: string; colour?: Tag['colour']; about?: string }) => api.post<Tag>('/api/tags', tag),
    onSuccess: (tag) => {
      client.setQueryData<Tag[]>(TAGS, (tags) => tags && [...tags, tag].sort((a, b) => a.name.localeCompare(b.name)));
      onMade(tag);
    },
    onError: (error) => tellError(language, error),
  });
}

/* As the server compares names: without case and accents. */
export function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim().replace(/\s+/g, ' ');
}
