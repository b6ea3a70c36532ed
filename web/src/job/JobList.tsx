/* Work that Lien gave up, with the reason; a person runs it again or drops it. */
import { Button, Modal } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '#/lib/api';
import type { ParkedJob } from '#/lib/api.gen';
import { common } from '#/lib/common';
import { NextStep } from '#/lib/next';
import { ScreenPage } from '#/lib/page';
import { EmptyState, ErrorState, RowsSkeleton } from '#/lib/states';
import { More, rowsOf, usePages } from '#/lib/table';
import { tellDone, tellError } from '#/lib/tell';
import { TimeAgo } from '#/lib/when';
import { useLanguage, useWords } from '#/lib/words';
import styles from './Job.module.css';
import { words } from './words';

const KEY = ['jobs'];

export function Component() {
  const say = useWords(words);
  const query = usePages<ParkedJob>(KEY, '/api/jobs', { state: 'parked' });
  const rows = rowsOf(query.data);
  return (
    <ScreenPage title={say.title} about={say.about}>
      {query.isPending && <div className="card"><RowsSkeleton /></div>}
      {query.isError && <div className="card"><ErrorState error={query.error} retry={() => void query.refetch()} /></div>}
      {query.isSuccess && rows.length === 0 && <div className="card"><EmptyState title={say.empty} action={<NextStep to="outbox" />}>{say.emptyText}</EmptyState></div>}
      {rows.length > 0 && <ul className={styles.list}>{rows.map((job) => <Job key={job.id} job={job} />)}</ul>}
      <More pages={query} />
    </ScreenPage>
  );
}

function Job({ job }: { job: ParkedJob }) {
  const say = useWords(words);
  const [dropping, setDropping] = useState(false);
  const kind = (say.kinds as Record<string, string>)[job.kind] ?? job.kind;
  const retry = useSettle(() => api.post(`/api/jobs/${job.id}/retry`), say.retried);
  return (
    <li className={`card ${styles.job}`}>
      <p className={styles.head}>
        <b>{kind}</b>
        <span className="quiet">{say.tries(job.tries)}</span>
        <TimeAgo at={job.at} className={styles.when} />
      </p>
      <p className={styles.reason}>{job.last_error ? <code lang="en">{job.last_error}</code> : say.noReason}</p>
      <p className={styles.actions}>
        <Button size="xs" variant="default" loading={retry.isPending} onClick={() => retry.mutate()}>{say.retry}</Button>
        <Button size="xs" variant="subtle" color="red" onClick={() => setDropping(true)}>{say.drop}</Button>
      </p>
      {dropping && <Drop job={job} title={say.dropOf(kind)} onClose={() => setDropping(false)} />}
    </li>
  );
}

function Drop({ job, title, onClose }: { job: ParkedJob; title: string; onClose: () => void }) {
  const say = useWords(words);
  const sayCommon = useWords(common);
  const drop = useSettle(() => api.remove(`/api/jobs/${job.id}`), say.dropped);
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ 'aria-label': sayCommon.close }}>
      <p className={styles.sure}>{say.dropSure}</p>
      <div className={styles.bar}>
        <Button variant="default" onClick={onClose} data-autofocus>{sayCommon.cancel}</Button>
        <Button color="red" loading={drop.isPending} onClick={() => drop.mutate(undefined, { onSuccess: onClose })}>{say.drop}</Button>
      </div>
    </Modal>
  );
}

/* Does it, says it, and reads the list again: a colleague may have been faster. */
function useSettle(work: () => Promise<unknown>, done: string) {
  const language = useLanguage();
  const client = useQueryClient();
  return useMutation({
    mutationFn: work,
    onSuccess: () => tellDone(done),
    onError: (error) => tellError(language, error),
    onSettled: () => client.invalidateQueries({ queryKey: KEY }),
  });
}
