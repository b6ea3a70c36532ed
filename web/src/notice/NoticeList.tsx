import { Button, Switch } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import type { Notice } from '#/lib/api.gen';
import { NextStep } from '#/lib/next';
import { ScreenPage } from '#/lib/page';
import { EmptyState, ErrorState, RowsSkeleton } from '#/lib/states';
import { More, rowsOf, usePages } from '#/lib/table';
import { useWords } from '#/lib/words';
import { useSee, useUnseen } from './data';
import styles from './Notice.module.css';
import { NoticeRow } from './NoticeRow';
import { words } from './words';

export function Component() {
  const say = useWords(words);
  const [unseenOnly, setUnseenOnly] = useState(false);
  const unseen = useUnseen();
  const see = useSee();
  const query = usePages<Notice>(['notices', 'list', unseenOnly], '/api/notices', unseenOnly ? { unseen: 1 } : {});
  const rows = rowsOf(query.data);
  return (
    <ScreenPage title={say.title} about={say.about} actions={<Button component={Link} to="/profile/notices" variant="default" size="xs">{say.preferences}</Button>}>
      <div className={styles.bar}>
        <Switch size="xs" label={say.unseenOnly} checked={unseenOnly} onChange={(event) => setUnseenOnly(event.currentTarget.checked)} />
        <Button size="xs" variant="default" disabled={unseen === 0} loading={see.isPending} onClick={() => see.mutate({ all: true })}>{say.seeAll}</Button>
      </div>
      <div className="card">
        {query.isPending && <RowsSkeleton />}
        {query.isError && <ErrorState error={query.error} retry={() => void query.refetch()} />}
        {query.isSuccess && rows.length === 0 && <EmptyState title={say.empty} action={<NextStep to="notices" />}>{say.emptyText}</EmptyState>}
        {rows.length > 0 && <ul className={styles.rows}>{rows.map((notice) => <NoticeRow key={notice.id} notice={notice} onOpen={() => see.mutate({ notices: [notice.id] })} />)}</ul>}
      </div>
      <More pages={query} />
    </ScreenPage>
  );
}
