/* What machines sent about no conversation we know; a person's word among it becomes one. */
import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { api } from '#/lib/api';
import type { ConversationFull, Message } from '#/lib/api.gen';
import { nameOf } from '#/lib/names';
import { NextStep } from '#/lib/next';
import { ScreenPage } from '#/lib/page';
import { EmptyState, ErrorState, RowsSkeleton } from '#/lib/states';
import { More, rowsOf, usePages } from '#/lib/table';
import { tellError } from '#/lib/tell';
import { TimeAgo } from '#/lib/when';
import { useLanguage, useWords } from '#/lib/words';
import { useMay } from '#/session/session';
import styles from './Outbox.module.css';
import { words } from './words';

export function Component() {
  const say = useWords(words);
  const query = usePages<Message>(['strays'], '/api/strays');
  const rows = rowsOf(query.data);
  return (
    <ScreenPage title={say.strays} about={say.straysAbout}>
      {query.isPending && <div className="card"><RowsSkeleton /></div>}
      {query.isError && <div className="card"><ErrorState error={query.error} retry={() => void query.refetch()} /></div>}
      {query.isSuccess && rows.length === 0 && <div className="card"><EmptyState title={say.straysEmpty} action={<NextStep to="conversations" />}>{say.straysEmptyText}</EmptyState></div>}
      <ul className={styles.list}>{rows.map((message) => <Stray key={message.id} message={message} />)}</ul>
      <More pages={query} />
    </ScreenPage>
  );
}

function Stray({ message }: { message: Message }) {
  const say = useWords(words);
  const language = useLanguage();
  const navigate = useNavigate();
  const mayWrite = useMay('conversation.write');
  const open = useMutation({
    mutationFn: () => api.post<ConversationFull>(`/api/strays/${message.id}/open`),
    onSuccess: (conversation) => navigate(`/conversations/${conversation.id}`),
    onError: (error) => tellError(language, error),
  });
  return (
    <li className="card">
      <p className={styles.line}>
        <b>{message.subject || say.noSubject}</b>
        <span className="quiet">{nameOf(message.author)}{message.kind !== 'person' && ` · ${say.kinds[message.kind]}`}</span>
        <TimeAgo at={message.at} className={styles.when} />
      </p>
      <p className={styles.text}>{message.text}</p>
      {mayWrite && message.author.kind === 'person' && <Button size="compact-xs" variant="default" mt={8} loading={open.isPending} onClick={() => open.mutate()}>{say.straysOpen}</Button>}
    </li>
  );
}
