/* All mailboxes: how each is, and what to do when one is not well. */
import { Button } from '@mantine/core';
import { Link, useNavigate } from 'react-router';
import type { Mailbox } from '#/lib/api.gen';
import { IconMail, IconPlus } from '#/lib/icons';
import { ScreenPage } from '#/lib/page';
import { EmptyState, ErrorState, RowsSkeleton } from '#/lib/states';
import { TimeAgo } from '#/lib/when';
import { useWords } from '#/lib/words';
import { useMailboxes } from './data';
import { CatchingUp, HealthBadge, HealthSentence } from './Health';
import styles from './Mailbox.module.css';
import { Signatures } from './Signatures';
import { words } from './words';

export function Component() {
  const say = useWords(words);
  const navigate = useNavigate();
  const query = useMailboxes();
  const rows = query.data?.items ?? [];
  const add = <Button leftSection={<IconPlus size={16} />} onClick={() => void navigate('/settings/mailboxes/new')}>{say.add}</Button>;
  return (
    <ScreenPage title={say.title} about={say.about} actions={rows.length > 0 && add}>
      {query.isPending && <div className="card"><RowsSkeleton rows={3} height={84} /></div>}
      {query.isError && <div className="card"><ErrorState error={query.error} retry={() => void query.refetch()} /></div>}
      {query.isSuccess && rows.length === 0 && <div className="card"><EmptyState title={say.empty} action={add}>{say.emptyText}</EmptyState></div>}
      {rows.length > 0 && <ul className={styles.list}>{rows.map((mailbox) => <Row key={mailbox.id} mailbox={mailbox} />)}</ul>}
      {query.isSuccess && <Signatures />}
    </ScreenPage>
  );
}

const needsWords = ({ health }: Mailbox) => health.state !== 'ok' && health.state !== 'paused';

function Row({ mailbox }: { mailbox: Mailbox }) {
  const say = useWords(words);
  const aliases = mailbox.addresses.length - 1;
  return (
    <li className={`card ${styles.row}`}>
      <div className={styles.rowHead}>
        <IconMail size={20} className={styles.rowIcon} />
        <div className={styles.rowName}>
          <Link to={`/settings/mailboxes/${mailbox.id}`} aria-label={say.open(mailbox.name)}>{mailbox.name}</Link>
          <p className="quiet">{mailbox.address}{aliases > 0 && ` · ${say.aliases(aliases)}`}</p>
        </div>
        <div className={styles.rowState}>
          <HealthBadge mailbox={mailbox} />
          {mailbox.imap && <p className="quiet">{say.lastSuccess}{'\u00a0: '}{mailbox.health.last_success_at ? <TimeAgo at={mailbox.health.last_success_at} /> : say.never}</p>}
        </div>
      </div>
      <CatchingUp mailbox={mailbox} />
      {needsWords(mailbox) && <HealthSentence mailbox={mailbox} />}
    </li>
  );
}
