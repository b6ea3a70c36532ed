/* Beside the thread: conversations that have to do with this one, and those merged into it. */
import { ActionIcon, Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from 'react-router';
import { api } from '#/lib/api';
import type { ConversationFull } from '#/lib/api.gen';
import { IconClose } from '#/lib/icons';
import { tellDone, tellError } from '#/lib/tell';
import { useLanguage, useWords } from '#/lib/words';
import { useMay } from '#/session/session';
import { keys, refreshConversation } from './data';
import styles from './PersonPanel.module.css';
import { words } from './words';

export function Kin({ conversation }: { conversation: ConversationFull }) {
  const say = useWords(words);
  const language = useLanguage();
  const client = useQueryClient();
  const mayWrite = useMay('conversation.write');
  const refresh = () => {
    for (const queryKey of [keys.threads, keys.lists]) void client.invalidateQueries({ queryKey });
    void refreshConversation(client, conversation.id);
  };
  const unlink = useMutation({
    mutationFn: (other: string) => api.remove(`/api/conversations/${conversation.id}/links/${other}`),
    onSuccess: refresh,
    onError: (error) => tellError(language, error),
  });
  const unmerge = useMutation({
    mutationFn: (merged: string) => api.post(`/api/conversations/${merged}/unmerge`),
    onSuccess: () => {
      refresh();
      tellDone(say.unmergeDone);
    },
    onError: (error) => tellError(language, error),
  });

  return (
    <>
      {conversation.merged.length > 0 && (
        <>
          <h2>{say.mergedHere}</h2>
          <ul className={styles.kin}>
            {conversation.merged.map((one) => (
              <li key={one.id}>
                <span>{one.subject || say.noSubject}</span>
                {mayWrite && <Button size="compact-xs" variant="default" loading={unmerge.isPending} aria-label={say.unmergeOf(one.subject)} onClick={() => unmerge.mutate(one.id)}>{say.unmerge}</Button>}
              </li>
            ))}
          </ul>
        </>
      )}
      {conversation.links.length > 0 && (
        <>
          <h2>{say.links}</h2>
          <ul className={styles.kin}>
            {conversation.links.map((one) => (
              <li key={one.id}>
                <Link to={`/conversations/${one.id}?status=all`}>{one.subject || say.noSubject}</Link>
                {mayWrite && <ActionIcon variant="subtle" color="gray" size="sm" aria-label={say.unlink(one.subject)} onClick={() => unlink.mutate(one.id)}><IconClose size={13} /></ActionIcon>}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}
