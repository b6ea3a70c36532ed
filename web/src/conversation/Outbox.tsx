/* What has not left yet, and why. */
import { Link } from 'react-router';
import type { OutboxMessage } from '#/lib/api.gen';
import { nameOf } from '#/lib/names';
import { NextStep } from '#/lib/next';
import { ScreenPage } from '#/lib/page';
import { EmptyState, ErrorState, RowsSkeleton } from '#/lib/states';
import { More, rowsOf, usePages } from '#/lib/table';
import { TimeAgo } from '#/lib/when';
import { useWords } from '#/lib/words';
import { useMay } from '#/session/session';
import { isAutomatic } from './AutomaticMessage';
import { keys } from './data';
import { Letters, useLetters } from './Letters';
import { DeliveryLine } from './MessageItem';
import { MessageText } from './MessageText';
import styles from './Outbox.module.css';
import { words } from './words';

export function Component() {
  const say = useWords(words);
  const query = usePages<OutboxMessage>(keys.outbox, '/api/outbox');
  const letters = useLetters(useMay('job.manage'));
  const rows = rowsOf(query.data);
  const empty = query.isSuccess && rows.length === 0 && rowsOf(letters.data).length === 0;
  return (
    <ScreenPage title={say.outbox} about={say.outboxAbout}>
      {query.isPending && <div className="card"><RowsSkeleton /></div>}
      {query.isError && <div className="card"><ErrorState error={query.error} retry={() => void query.refetch()} /></div>}
      {empty && <div className="card"><EmptyState title={say.outboxEmpty} action={<NextStep to="conversations" />}>{say.outboxEmptyText}</EmptyState></div>}
      {rows.length > 0 && (
        <ul className={styles.list}>
          {rows.map(({ message, conversation, person }) => (
            <li key={message.id} className="card">
              <p className={styles.line}>
                <Link to={`/conversations/${conversation.id}`}>{conversation.subject || say.noSubject}</Link>
                <span className="quiet">{say.outboxTo} {nameOf(person)}</span>
                <TimeAgo at={message.at} className={styles.when} />
              </p>
              <div className={styles.text} data-whole={isAutomatic(message) || undefined}><MessageText text={message.text} /></div>
              {message.delivery && <DeliveryLine message={message} delivery={message.delivery} />}
            </li>
          ))}
        </ul>
      )}
      <More pages={query} />
      <Letters pages={letters} />
    </ScreenPage>
  );
}
