/* What awaits one, from everywhere: how many, the last ones, and what it says aloud when one comes. */
import { ActionIcon, Button, Popover } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import { Link, useLocation, useNavigate } from 'react-router';
import { useActions } from '#/lib/actions';
import { IconBell } from '#/lib/icons';
import { setUnseen } from '#/lib/page';
import { EmptyState, ErrorState, RowsSkeleton } from '#/lib/states';
import { useWords } from '#/lib/words';
import { actions } from './actions';
import { useLatest, useSee, useUnseen } from './data';
import { onDesktopClick } from './desktop';
import { onNotice, type Kind } from './follow';
import styles from './Notice.module.css';
import { NoticeRow } from './NoticeRow';
import { words } from './words';

export function Bell() {
  const say = useWords(words);
  const navigate = useNavigate();
  const [open, panel] = useDisclosure(false);
  const unseen = useUnseen();
  const see = useSee();
  const latest = useLatest(open);
  const [came, setCame] = useState<Kind | null>(null);
  useEffect(() => onNotice(setCame), []);
  useEffect(() => onDesktopClick((path) => void navigate(path)), [navigate]);
  useEffect(() => setUnseen(unseen), [unseen]);
  useSeeWhatIsOpen(unseen);
  useActions(actions, {
    open: () => void navigate('/notices'),
    seeAll: unseen > 0 && (() => see.mutate({ all: true })),
    preferences: () => void navigate('/profile/notices'),
  });
  const rows = latest.data?.items ?? [];

  return (
    <>
      <Popover opened={open} onChange={(now) => !now && panel.close()} position="bottom-end" width={400} shadow="md" trapFocus returnFocus withinPortal={false}>
        <Popover.Target>
          <ActionIcon className={styles.bell} variant="subtle" color="gray" size="lg" aria-label={say.bell(unseen)} onClick={panel.toggle}>
            <IconBell size={19} />
            {unseen > 0 && <span className={styles.badge} aria-hidden="true">{unseen > 99 ? '99+' : unseen}</span>}
          </ActionIcon>
        </Popover.Target>
        <Popover.Dropdown p={0} maw="calc(100vw - 16px)" aria-label={say.title}>
          <div className={styles.panel}>
            <div className={styles.head}>
              <h2>{say.title}</h2>
              <Button size="compact-xs" variant="subtle" disabled={unseen === 0} onClick={() => see.mutate({ all: true })}>{say.seeAll}</Button>
            </div>
            {latest.isPending && <RowsSkeleton rows={4} />}
            {latest.isError && <ErrorState error={latest.error} retry={() => void latest.refetch()} />}
            {latest.isSuccess && rows.length === 0 && <EmptyState title={say.empty}>{say.emptyText}</EmptyState>}
            {rows.length > 0 && <ul className={styles.rows}>{rows.map((notice) => <NoticeRow key={notice.id} notice={notice} onOpen={() => { panel.close(); see.mutate({ notices: [notice.id] }); }} />)}</ul>}
            <div className={styles.foot}>
              <Link to="/notices" onClick={panel.close}>{say.all}</Link>
              <Link to="/profile/notices" onClick={panel.close}>{say.preferences}</Link>
            </div>
          </div>
        </Popover.Dropdown>
      </Popover>
      <span className="only-read" role="status">{came && say.came(say.kinds[came])}</span>
    </>
  );
}

/* Whoever has the conversation before their eyes has seen its notices. */
function useSeeWhatIsOpen(unseen: number): void {
  const { pathname } = useLocation();
  const { mutate } = useSee();
  const conversation = /^\/conversations\/(\d+)$/.exec(pathname)?.[1];
  useEffect(() => {
    const look = () => {
      if (conversation && unseen > 0 && document.visibilityState === 'visible') mutate({ conversation });
    };
    look();
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, [conversation, unseen, mutate]);
}
