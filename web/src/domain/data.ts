/* Our domains as the server knows them. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, type Page } from '#/lib/api';
import type { Domain } from '#/lib/api.gen';
import { tellDone, tellError } from '#/lib/tell';
import { useLanguage } from '#/lib/words';

const KEY = ['domains'];

export function useDomains() {
  return useQuery({ queryKey: KEY, queryFn: ({ signal }) => api.get<Page<Domain>>('/api/domains', { limit: 200 }, signal) });
}

/* Changes a domain on the server, and what is shown of it. */
export function useOnDomain<T>(work: (given: T) => Promise<Domain>, done: (given: T) => string) {
  const client = useQueryClient();
  const language = useLanguage();
  return useMutation({
    mutationFn: work,
    onSuccess: (domain, given) => {
      client.setQueryData<Page<Domain>>(KEY, (page) => page && { ...page, items: page.items.map((one) => (one.domain === domain.domain ? domain : one)) });
      tellDone(done(given));
    },
    onError: (error) => tellError(language, error),
  });
}
