/* The brand as anyone may see it, signed in or not. */
import { useQuery } from '@tanstack/react-query';
import { api } from '#/lib/api';
import type { Brand } from '#/lib/api.gen';

export function useBrand(): Brand | undefined {
  return useQuery({ queryKey: ['brand'], queryFn: ({ signal }) => api.get<Brand>('/api/brand', {}, signal), staleTime: 300_000 }).data;
}
