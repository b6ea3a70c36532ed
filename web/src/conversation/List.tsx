/* The list of conversations of a view: only the rows on screen exist, a window of pages is kept around them,
 * and what happens elsewhere moves rows without moving one's place. */
import { useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useEffect, useRef } from 'react';
import { useNavigate } from 'react-router';
import { pressed, useActions } from '#/lib/actions';
import { ErrorState, RowsSkeleton } from '#/lib/states';
import { useWords } from '#/lib/words';
import { useMay } from '#/session/session';
import { listActions } from './actions';
import { useAhead } from './ahead';
import { BulkBar } from './BulkBar';
import { EmptyList } from './EmptyList';
import styles from './List.module.css';
import { ListHead } from './ListHead';
import { useMarkUnread } from './read';
import { Row } from './Row';
import { useSelection } from './selection';
import { addressOf, type View } from './views';
import { PAGE, useWindow } from './window';
import { words } from './words';

const ROW_HEIGHT = 78;
const NEAR = 10; /* rows from the end of what is loaded */

export function List({ view, current }: { view: View; current: string | undefined }) {
  const say = useWords(words);
  const mayWrite = useMay('conversation.write');
  const { query, rows, before, back, jump } = useWindow(view);
  const selection = useSelection();
  const navigate = useNavigate();
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: before + rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    getItemKey: (index) => rows[index - before]?.id ?? index,
    overscan: 6,
  });
  const visible = virtual.getVirtualItems();
  const first = visible[0]?.index ?? 0;
  const last = visible[visible.length - 1]?.index ?? 0;

  const { hasNextPage, isFetching, isError, fetchNextPage } = query;
  useEffect(() => {
    if (isFetching || isError) return;
    if (last < before - PAGE) void jump(Math.floor(first / PAGE));
    else if (first < before + NEAR && before > 0) void back();
    else if (last >= before + rows.length - NEAR && hasNextPage) void fetchNextPage();
  }, [first, last, before, rows.length, hasNextPage, isFetching, isError, fetchNextPage, back, jump]);

  /* The row that the keyboard goes to once it is drawn: keys pressed meanwhile count from there. */
  const goal = useRef<string | null>(null);
  const focusRow = (id: string) => {
    const row = scroller.current?.querySelector<HTMLElement>(`[data-conversation="${id}"]`);
    row?.focus();
    return !!row;
  };
  /* The row that has the keyboard, else the one that is open. */
  const present = () => goal.current ?? document.activeElement?.closest<HTMLElement>('[data-conversation]')?.dataset.conversation ?? current;
  const step = (by: 1 | -1) => {
    const here = present();
    const from = rows.findIndex((row) => row.id === here);
    const to = from < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, from + by));
    const id = rows[to]?.id;
    if (!id) return;
    virtual.scrollToIndex(before + to, { align: 'auto' });
    goal.current = focusRow(id) ? null : id;
    if (!goal.current) return;
    requestAnimationFrame(() => {
      if (goal.current === id) goal.current = null;
      focusRow(id);
    });
  };

  const unread = useMarkUnread();
  /* The open one is left: else it would be read again at once. */
  const markUnread = (id: string | undefined) => {
    if (!id) return;
    if (id === current) void navigate(addressOf(view));
    unread.mutate(id);
  };

  const ids = useRef<string[]>([]);
  ids.current = rows.map((row) => row.id);
  const { toggle } = selection;
  const choose = useCallback((id: string, range: boolean) => toggle(id, ids.current, range), [toggle]);
  const choosePresent = (range: boolean) => {
    const here = present();
    if (here && ids.current.includes(here)) choose(here, range);
  };
  useActions(listActions, {
    next: () => step(1),
    previous: () => step(-1),
    choose: mayWrite && (() => choosePresent(false)),
    chooseTo: mayWrite && (() => choosePresent(true)),
    chooseAll: mayWrite && selection.everything,
    unread: () => markUnread(present()),
    unchoose: (selection.count > 0 || selection.all) && selection.clear,
  });
  const arrows = (event: React.KeyboardEvent) => {
    if (!pressed(event, listActions.step)) return;
    event.preventDefault();
    step(event.key === 'ArrowDown' ? 1 : -1);
  };

  const ahead = useAhead();
  const choosing = selection.all || selection.count > 0;
  return (
    <section className={styles.list} aria-label={say.listLabel}>
      <ListHead view={view} title={current ? 'h2' : 'h1'} />
      {choosing && <BulkBar view={view} rows={rows} selection={selection} />}
      {query.isPending && <RowsSkeleton rows={9} height={ROW_HEIGHT} />}
      {isError && <ErrorState error={query.error} retry={() => void query.refetch()} />}
      {query.isSuccess && before + rows.length === 0 && <EmptyList view={view} />}
      {before + rows.length > 0 && (
        <div ref={scroller} className={styles.scroller} onKeyDown={arrows} {...ahead}>
          <ul style={{ height: virtual.getTotalSize() }}>
            {visible.map((item) => {
              const conversation = rows[item.index - before];
              return (
                <li key={item.key} aria-setsize={hasNextPage ? -1 : before + rows.length} aria-posinset={item.index + 1} style={{ height: item.size, transform: `translateY(${item.start}px)` }}>
                  {conversation ? (
                    <Row conversation={conversation} address={addressOf(view, conversation.id)} current={conversation.id === current}
                      chosen={selection.has(conversation.id)} choosing={choosing} onChoose={mayWrite ? choose : null} />
                  ) : <span className={styles.away} />}
                </li>
              );
            })}
          </ul>
        </div>
      )}
    </section>
  );
}
