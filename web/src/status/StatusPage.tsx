/* How the program is: a verdict in words for each thing that can go wrong, then the figures. */
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { api } from '#/lib/api';
import type { Status, StatusCheck } from '#/lib/api.gen';
import { IconCheck, IconInfo, IconWarning } from '#/lib/icons';
import { ScreenPage } from '#/lib/page';
import { ErrorState, RowsSkeleton } from '#/lib/states';
import { TimeAgo } from '#/lib/when';
import { useWords } from '#/lib/words';
import { Figures } from './Figures';
import styles from './Status.module.css';
import { Tables } from './Tables';
import { words } from './words';

const EVERY = 10_000;

export function Component() {
  const say = useWords(words);
  const query = useQuery({ queryKey: ['status'], queryFn: ({ signal }) => api.get<Status>('/api/status', undefined, signal), refetchInterval: EVERY });
  return (
    <ScreenPage title={say.title} about={say.about}>
      {query.isPending && <div className="card"><RowsSkeleton rows={6} height={56} /></div>}
      {query.isError && !query.data && <div className="card"><ErrorState error={query.error} retry={() => void query.refetch()} /></div>}
      {query.data && <Whole status={query.data} lost={query.isError} />}
    </ScreenPage>
  );
}

const ICONS = { ok: IconCheck, warning: IconInfo, bad: IconWarning };

function Whole({ status, lost }: { status: Status; lost: boolean }) {
  const say = useWords(words);
  const Icon = ICONS[status.level];
  return (
    <>
      {lost && <p role="alert" className={styles.lost}>{say.lost} <TimeAgo at={status.at} /></p>}
      <section className={`card ${styles.part}`}>
        <header className={styles.verdict} data-level={status.level}>
          <Icon size={22} />
          <h2 aria-live="polite">{say.levels[status.level]}</h2>
          <p>{say.asOf} <TimeAgo at={status.at} /></p>
        </header>
        <ul className={styles.checks}>{status.checks.map((check) => <Check key={check.check} check={check} />)}</ul>
      </section>
      <Figures status={status} />
      <Tables status={status} />
    </>
  );
}

function Check({ check }: { check: StatusCheck }) {
  const say = useWords(words);
  const Icon = ICONS[check.level];
  const codes = say.codes[check.check] as Record<string, (count: number) => string>;
  return (
    <li data-level={check.level}>
      <span className={styles.sign}><Icon size={16} /><span className="only-read">{say.level[check.level]}</span></span>
      <div>
        <p className={styles.name}>{say.checks[check.check]}</p>
        <p>
          {codes[check.code]?.(check.count) ?? check.code}
          {check.since && <> {say.since} <TimeAgo at={check.since} /></>}
        </p>
        {check.check === 'parked' && check.level !== 'ok' && <p><Link to="/jobs">{say.look.jobs}</Link></p>}
        {check.check === 'mailboxes' && check.level !== 'ok' && <p><Link to="/settings/mailboxes">{say.look.mailboxes}</Link></p>}
      </div>
    </li>
  );
}
