/* What leaves later, mine or everybody's, the next first. */
import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import type { OutboxMessage } from '#/lib/api.gen';
import { nameOf } from '#/lib/names';
import { NextStep } from '#/lib/next';
import { ScreenPage } from '#/lib/page';
import { EmptyState, ErrorState, RowsSkeleton } from '#/lib/states';
import { More, rowsOf, usePages } from '#/lib/table';
import { useWords } from '#/lib/words';
import { writing } from './compose-words';
import { HeldLine } from './Held';
import { keys } from './data';
import { MessageText } from './MessageText';
import styles from './Outbox.module.css';
import { words } from './words';

export function Component() {
  const say = useWords(writing);
  const sayDesk = useWords(words);
  const [whose, setWhose] = useState('mine');
  const query = usePages<OutboxMessage>([...keys.scheduled, whose], '/api/scheduled', { whose });
  const rows = rowsOf(query.data);
  return (
    <ScreenPage title={say.scheduledNav} about={say.scheduledAbout}
      actions={<SegmentedControl size="xs" aria-label={say.whose} value={whose} onChange={setWhose} data={[{ value: 'mine', label: say.mine }, { value: 'all', label: say.everybody }]} />}>
      {query.isPending && <div className="card"><RowsSkeleton /></div>}
      {query.isError && <div className="card"><ErrorState error={query.error} retry={() => void query.refetch()} /></div>}
      {query.isSuccess && rows.length === 0 && <div className="card"><EmptyState title={say.scheduledEmpty} action={<NextStep to="conversations" />}>{say.scheduledEmptyText}</EmptyState></div>}
      {rows.length > 0 && (
        <ul className={styles.list}>
          {rows.map(({ message, conversation, person }) => (
            <li key={message.id} className="card">
              <p className={styles.line}>
                <Link to={`/conversations/${conversation.id}`}>{conversation.subject || sayDesk.noSubject}</Link>
                <span className="quiet">{sayDesk.outboxTo} {nameOf(person)}</span>
                {whose === 'all' && <span className="quiet">· {nameOf(message.author)}</span>}
              </p>
              <div className={styles.text}><MessageText text={message.reply ?? message.text} /></div>
              <HeldLine message={message} conversation={conversation.id} />
            </li>
          ))}
        </ul>
      )}
      <More pages={query} />
    </ScreenPage>
  );
}
