/* Notices, how many have not been seen, and what one wants to be told. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, type Page } from '#/lib/api';
import type { Notice, NoticeCount, NoticePreferences, NoticePreferencesChange, NoticesSeen } from '#/lib/api.gen';

export const keys = {
  all: ['notices'],
  count: ['notices', 'count'],
  latest: ['notices', 'latest'],
  preferences: ['notice-preferences'],
};

const LATEST = 12;

export const useUnseen = () =>
  useQuery({ queryKey: keys.count, queryFn: ({ signal }) => api.get<NoticeCount>('/api/notices/count', undefined, signal) }).data?.unseen ?? 0;

export const useLatest = (enabled: boolean) =>
  useQuery({ queryKey: keys.latest, queryFn: ({ signal }) => api.get<Page<Notice>>('/api/notices', { limit: LATEST }, signal), enabled });

export function useSee() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (seen: NoticesSeen) => api.post<NoticeCount>('/api/notices/seen', seen),
    onSuccess: (count) => {
      client.setQueryData(keys.count, count);
      void client.invalidateQueries({ queryKey: keys.all, predicate: (query) => query.queryKey[1] !== 'count' });
    },
  });
}

export const usePreferences = () =>
  useQuery({ queryKey: keys.preferences, queryFn: ({ signal }) => api.get<NoticePreferences>('/api/notices/preferences', undefined, signal) });

/* Shown at once, put right by the answer. */
export function usePrefer() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (change: NoticePreferencesChange) => api.put<NoticePreferences>('/api/notices/preferences', change),
    onMutate: (change) => {
      const before = client.getQueryData<NoticePreferences>(keys.preferences);
      if (!before) return undefined;
      const kinds = before.kinds.map((one) => change.kinds?.find((wanted) => wanted.kind === one.kind) ?? one);
      client.setQueryData<NoticePreferences>(keys.preferences, { ...before, ...change, kinds });
      return before;
    },
    onSuccess: (after) => client.setQueryData(keys.preferences, after),
    onError: (_error, _change, before) => before && client.setQueryData(keys.preferences, before),
  });
}
