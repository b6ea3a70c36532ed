/* Saved views, and how many conversations each shows. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, type Page } from '#/lib/api';
import type { ListFilter, View as SavedView, ViewCount } from '#/lib/api.gen';
import { tellError } from '#/lib/tell';
import { useLanguage } from '#/lib/words';

export const VIEWS = ['views'] as const;
export const VIEW_COUNTS = ['view-counts'] as const;
export const COUNT_MAX = 1000; /* that or more */

export function useSavedViews() {
  return useQuery({ queryKey: VIEWS, queryFn: ({ signal }) => api.get<Page<SavedView>>('/api/views', { limit: 200 }, signal), staleTime: 5 * 60_000 });
}

export function useViewCounts(enabled: boolean) {
  return useQuery({ queryKey: VIEW_COUNTS, queryFn: ({ signal }) => api.get<Page<ViewCount>>('/api/views/counts', { limit: 200 }, signal), enabled });
}

export interface ViewDraft {
  name: string;
  team: string | null;
  everyone: boolean;
  query: ListFilter;
}

/* id null: a new one. */
export function useKeepView(id: string | null, onKept: (view: SavedView) => void) {
  const client = useQueryClient();
  const language = useLanguage();
  return useMutation({
    mutationFn: (draft: Partial<ViewDraft>) => (id ? api.patch<SavedView>(`/api/views/${id}`, draft) : api.post<SavedView>('/api/views', draft)),
    onSuccess: async (view) => {
      await client.invalidateQueries({ queryKey: VIEWS });
      void client.invalidateQueries({ queryKey: VIEW_COUNTS });
      onKept(view);
    },
    onError: (error) => tellError(language, error),
  });
}

export function useRemoveView(onRemoved: () => void) {
  const client = useQueryClient();
  const language = useLanguage();
  return useMutation({
    mutationFn: (id: string) => api.remove(`/api/views/${id}`),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: VIEWS });
      onRemoved();
    },
    onError: (error) => tellError(language, error),
  });
}

/* The order is seen at once. */
export function useOrderViews() {
  const client = useQueryClient();
  const language = useLanguage();
  return useMutation({
    mutationFn: (views: SavedView[]) => api.put('/api/views/order', { views: views.map((one) => one.id) }),
    onMutate: (views) => {
      client.setQueryData<Page<SavedView>>(VIEWS, (page) => page && { ...page, items: views });
    },
    onError: (error) => {
      void client.invalidateQueries({ queryKey: VIEWS });
      tellError(language, error);
    },
  });
}
