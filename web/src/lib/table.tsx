/* Pages of rows that one loads as one goes: the query, and the button under the list. */
import { Button } from '@mantine/core';
import { infiniteQueryOptions, useInfiniteQuery, type InfiniteData, type UseInfiniteQueryResult } from '@tanstack/react-query';
import { api, type Page, type Query } from './api';
import { common } from './common';
import { useWords } from './words';

export type Pages<T> = InfiniteData<Page<T>, string | null>;

export function pagesOptions<T>(key: readonly unknown[], path: string, query: Query = {}) {
  return infiniteQueryOptions<Page<T>, Error, Pages<T>, readonly unknown[], string | null>({
    queryKey: key,
    queryFn: ({ pageParam, signal }) => api.get<Page<T>>(path, { ...query, cursor: pageParam }, signal),
    initialPageParam: null,
    getNextPageParam: (last: Page<T>) => last.next,
  });
}

export function usePages<T>(key: readonly unknown[], path: string, query: Query = {}, enabled = true): UseInfiniteQueryResult<Pages<T>> {
  return useInfiniteQuery({ ...pagesOptions<T>(key, path, query), enabled });
}

export function rowsOf<T>(pages: Pages<T> | undefined): T[] {
  return pages?.pages.flatMap((page) => page.items) ?? [];
}

export function More({ pages }: { pages: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown } }) {
  const words = useWords(common);
  if (!pages.hasNextPage) return null;
  return (
    <Button variant="default" size="xs" mt="sm" loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
      {words.more}
    </Button>
  );
}
