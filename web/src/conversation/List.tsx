/* The list of conversations of a view: only the rows on screen exist, more pages come as one scrolls, and
 * what happens elsewhere moves rows without moving one's place. */
import { NativeSelect } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import { useNavigate } from 'react-router';
import { pressed, useActions } from '#/lib/actions';
import { EmptyState, ErrorState, RowsSkeleton } from '#/lib/states';
import { rowsOf } from '#/lib/table';
import { useLanguage, useWords, formatNumber } from '#/lib/words';
import { useConversations, useCounts, useTeams } from './data';
import { listActions } from './actions';
import styles from './List.module.css';
import { Row } from './Row';
import { addressOf, STATUSES, type View } from './views';
import { words } from './words';

const ROW_HEIGHT = 78;

export function List({ view, current }: { view: View; current: string | undefined }) {
  const say = useWords(words);
  const query = useConversations(view);
  const rows = rowsOf(query.data);
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan: 6,
  });
  const visible = virtual.getVirtualItems();
  const lastVisible = visible[visible.length - 1]?.index ?? 0;

  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  useEffect(() => {
    if (lastVisible >= rows.length - 10 && hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [lastVisible, rows.length, hasNextPage, isFetchingNextPage, fetchNextPage]);

  /* The row that the keyboard goes to once it is drawn: keys pressed meanwhile count from there. */
  const goal = useRef<string | null>(null);
  const focusRow = (id: string) => {
    const row = scroller.current?.querySelector<HTMLElement>(`[data-conversation="${id}"]`);
    row?.focus();
    return !!row;
  };
  /* From the row that has the keyboard, else from the one that is open. */
  const step = (by: 1 | -1) => {
    const focused = document.activeElement?.closest<HTMLElement>('[data-conversation]')?.dataset.conversation;
    const from = rows.findIndex((row) => row.id === (goal.current ?? focused ?? current));
    const to = from < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, from + by));
    const id = rows[to]?.id;
    if (!id) return;
    virtual.scrollToIndex(to, { align: 'auto' });
    goal.current = focusRow(id) ? null : id;
    if (!goal.current) return;
    requestAnimationFrame(() => {
      if (goal.current === id) goal.current = null;
      focusRow(id);
    });
  };
  useActions(listActions, { next: () => step(1), previous: () => step(-1) });
  const arrows = (event: React.KeyboardEvent) => {
    if (!pressed(event, listActions.step)) return;
    event.preventDefault();
    step(event.key === 'ArrowDown' ? 1 : -1);
  };

  return (
    <section className={styles.list} aria-label={say.listLabel}>
      <Filters view={view} title={current ? 'h2' : 'h1'} />
      {query.isPending && <RowsSkeleton rows={9} height={ROW_HEIGHT} />}
      {query.isError && <ErrorState error={query.error} retry={() => void query.refetch()} />}
      {query.isSuccess && rows.length === 0 && (
        <EmptyState title={view.name === 'mine' ? say.mineEmpty : say.listEmpty}>{view.name === 'mine' ? say.mineEmptyText : say.listEmptyText}</EmptyState>
      )}
      {rows.length > 0 && (
        <div ref={scroller} className={styles.scroller} onKeyDown={arrows}>
          <ul style={{ height: virtual.getTotalSize() }}>
            {visible.map((item) => {
              const conversation = rows[item.index];
              return conversation && (
                <li key={item.key} aria-setsize={hasNextPage ? -1 : rows.length} aria-posinset={item.index + 1} style={{ height: item.size, transform: `translateY(${item.start}px)` }}>
                  <Row conversation={conversation} address={addressOf(view, conversation.id)} current={conversation.id === current} />
                </li>
              );
            })}
          </ul>
        </div>
      )}
    </section>
  );
}

/* The page has one first-level heading: the open conversation's subject when there is one. */
function Filters({ view, title: Title }: { view: View; title: 'h1' | 'h2' }) {
  const say = useWords(words);
  const language = useLanguage();
  const navigate = useNavigate();
  const teams = useTeams().data?.items ?? [];
  const { data: counts } = useCounts();
  const count = (status: (typeof STATUSES)[number]) => {
    const n = status === 'closed' ? 0 : counts?.[status];
    return view.name === 'all' && view.team === null && n ? ` (${formatNumber(language, n)})` : '';
  };
  return (
    <div className={styles.filters}>
      <Title>{teams.find((team) => team.id === view.team)?.name ?? say.views[view.name]}</Title>
      <NativeSelect size="xs" aria-label={say.statusFilter} value={view.status} className={styles.filter}
        onChange={(event) => void navigate(addressOf({ ...view, status: event.currentTarget.value as View['status'] }))}
        data={[
          { value: 'active', label: say.active },
          ...STATUSES.map((status) => ({ value: status, label: `${say.statusShort[status]}${count(status)}` })),
          { value: 'all', label: say.every },
        ]} />
      <NativeSelect size="xs" aria-label={say.sort} value={view.sort} className={styles.filter}
        onChange={(event) => void navigate(addressOf({ ...view, sort: event.currentTarget.value as View['sort'] }))}
        data={[{ value: 'newest', label: say.newest }, { value: 'oldest', label: say.oldest }]} />
    </div>
  );
}
