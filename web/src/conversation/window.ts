/* A window on a list of any length: some pages around what is on screen are kept, the others are forgotten
 * and read again when one scrolls back. Memory stays the same whether one looks at the first hundred rows
 * or at the last of 100,000. */
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { api, type Page } from '#/lib/api';
import type { Conversation } from '#/lib/api.gen';
import { rowsOf, type Pages } from '#/lib/table';
import { keys } from './data';
import { queryOf, type View } from './views';

export const PAGE = 50;
const PAGES_MAX = 12;
const LISTS_MAX = 20; /* whose way back is remembered */

/* Where each page of a list begins, as far as one has been: cursors, the first null. */
const ways = new Map<string, (string | null)[]>();

function wayOf(key: string): (string | null)[] {
  const way = ways.get(key) ?? [null];
  ways.delete(key);
  ways.set(key, way);
  if (ways.size > LISTS_MAX) ways.delete(ways.keys().next().value as string);
  return way;
}

export function useWindow(view: View) {
  const client = useQueryClient();
  const key = keys.list(view);
  const way = wayOf(JSON.stringify(key));
  const read = (cursor: string | null, signal?: AbortSignal) =>
    api.get<Page<Conversation>>('/api/conversations', { ...queryOf(view), limit: PAGE, cursor }, signal);
  const query = useInfiniteQuery<Page<Conversation>, Error, Pages<Conversation>, readonly unknown[], string | null>({
    queryKey: key,
    queryFn: ({ pageParam, signal }) => read(pageParam, signal),
    initialPageParam: null as string | null,
    maxPages: PAGES_MAX,
    getNextPageParam: (last: Page<Conversation>): string | null => last.next,
    getPreviousPageParam: (_first: Page<Conversation>, _pages: Page<Conversation>[], param: string | null): string | null | undefined => {
      const index = way.indexOf(param);
      return index > 0 ? (way[index - 1] ?? undefined) : undefined;
    },
  });
  const { data } = query;
  const begin = Math.max(0, way.indexOf(data?.pageParams[0] ?? null));
  data?.pageParams.forEach((param, index) => {
    way[begin + index] = param;
    const next = data.pages[index]?.next;
    if (next) way[begin + index + 1] = next;
  });

  /* Goes to a page that was forgotten, without those in between. */
  const jump = useCallback(
    async (index: number) => {
      const cursor = way[index] ?? null;
      await client.cancelQueries({ queryKey: key });
      const page = await read(cursor);
      client.setQueryData<Pages<Conversation>>(key, { pages: [page], pageParams: [cursor] });
    },
    [JSON.stringify(key)],
  );
  /* The first page's cursor is null, which means "none" to the query. */
  const back = useCallback(async () => {
    if (begin > 1) await query.fetchPreviousPage();
    else if (begin === 1) await jump(0);
  }, [begin, query.fetchPreviousPage, jump]);

  return { query, rows: rowsOf(data), before: begin * PAGE, back, jump };
}
