/* All that I am writing, wherever I began it. */
import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { api } from '#/lib/api';
import type { Draft } from '#/lib/api.gen';
import { NextStep } from '#/lib/next';
import { ScreenPage } from '#/lib/page';
import { EmptyState, ErrorState, RowsSkeleton } from '#/lib/states';
import { keep } from '#/lib/store';
import { More, rowsOf, usePages } from '#/lib/table';
import { tellDone, tellError } from '#/lib/tell';
import { TimeAgo } from '#/lib/when';
import { useLanguage, useWords } from '#/lib/words';
import { useMe } from '#/session/session';
import { writing } from './compose-words';
import { draftKeys } from './draft';
import { NewConversation } from './NewConversation';
import styles from './Outbox.module.css';
import { words } from './words';

export function Component() {
  const say = useWords(writing);
  const sayDesk = useWords(words);
  const language = useLanguage();
  const me = useMe();
  const client = useQueryClient();
  const [opened, open] = useState<Draft | null>(null);
  const query = usePages<Draft>([...draftKeys.all, 'page'], '/api/drafts');
  const rows = rowsOf(query.data);
  const drop = useMutation({
    mutationFn: (draft: Draft) => api.remove(`/api/drafts/${draft.id}`),
    onSuccess: (_, draft) => {
      if (draft.conversation) keep(`draft.${me.id}.${draft.conversation.id}.${draft.kind}`, null);
      void client.invalidateQueries({ queryKey: draftKeys.all });
      tellDone(say.dropped);
    },
    onError: (error) => tellError(language, error),
  });
  return (
    <ScreenPage title={say.draftsNav} about={say.draftsAbout}>
      {query.isPending && <div className="card"><RowsSkeleton /></div>}
      {query.isError && <div className="card"><ErrorState error={query.error} retry={() => void query.refetch()} /></div>}
      {query.isSuccess && rows.length === 0 && <div className="card"><EmptyState title={say.draftsEmpty} action={<NextStep to="conversations" />}>{say.draftsEmptyText}</EmptyState></div>}
      {rows.length > 0 && (
        <ul className={styles.list}>
          {rows.map((draft) => (
            <li key={draft.id} className="card">
              <p className={styles.line}>
                {draft.conversation
                  ? <Link to={`/conversations/${draft.conversation.id}`}>{draft.conversation.subject || sayDesk.noSubject}</Link>
                  : <Button size="compact-xs" variant="default" onClick={() => open(draft)}>{draft.letter.subject || draft.letter.email || sayDesk.noSubject}</Button>}
                <span className="quiet">{say.draftKind[draft.kind]}</span>
                <TimeAgo at={draft.saved_at} className={styles.when} />
              </p>
              <p className="quiet">{draft.text.slice(0, 220)}</p>
              <Button size="compact-xs" variant="default" loading={drop.isPending && drop.variables.id === draft.id} onClick={() => drop.mutate(draft)}>{say.drop}</Button>
            </li>
          ))}
        </ul>
      )}
      <More pages={query} />
      {opened && <NewConversation draft={opened} onClose={() => open(null)} />}
    </ScreenPage>
  );
}
