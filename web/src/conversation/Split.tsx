/* In the place of the composer while messages are chosen: what becomes of them. */
import { Button, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState, type FormEvent } from 'react';
import { useNavigate } from 'react-router';
import { api } from '#/lib/api';
import type { ConversationFull } from '#/lib/api.gen';
import { common, sentenceOf } from '#/lib/common';
import { tellDone } from '#/lib/tell';
import { useWords } from '#/lib/words';
import styles from './Composer.module.css';
import { conversationChanged, keys, refreshConversation } from './data';
import { words } from './words';

interface SplitProps {
  conversation: ConversationFull;
  picked: ReadonlySet<string>;
  onLeave: () => void;
}

export function Split({ conversation, picked, onLeave }: SplitProps) {
  const say = useWords(words);
  const sayCommon = useWords(common);
  const client = useQueryClient();
  const navigate = useNavigate();
  const [subject, setSubject] = useState('');
  const split = useMutation({
    mutationFn: () => api.post<ConversationFull>(`/api/conversations/${conversation.id}/split`, { messages: [...picked].sort(byId), subject: subject.trim() }),
    onSuccess: (made) => {
      conversationChanged(client, made);
      void client.invalidateQueries({ queryKey: keys.threads });
      void refreshConversation(client, conversation.id);
      tellDone(say.splitDone);
      onLeave();
      void navigate(`/conversations/${made.id}`);
    },
  });
  useEffect(() => {
    const leave = (event: KeyboardEvent) => event.key === 'Escape' && !event.defaultPrevented && onLeave();
    document.addEventListener('keydown', leave);
    return () => document.removeEventListener('keydown', leave);
  }, [onLeave]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (picked.size && subject.trim()) split.mutate();
  };

  return (
    <section className={styles.composer} aria-label={say.split}>
      <form onSubmit={submit} className={styles.split}>
        <p role="status">{say.picked(picked.size)}</p>
        <TextInput size="xs" label={say.splitSubject} value={subject} maxLength={250} onChange={(event) => setSubject(event.currentTarget.value)} />
        {split.isError && <p role="alert" className={styles.problem}>{sentenceOf(sayCommon, split.error)}</p>}
        <div className={styles.end}>
          <Button size="xs" variant="default" onClick={onLeave}>{sayCommon.cancel}</Button>
          <Button size="xs" type="submit" disabled={picked.size === 0 || subject.trim() === ''} loading={split.isPending}>{say.splitNow}</Button>
        </div>
      </form>
    </section>
  );
}

const byId = (a: string, b: string) => a.length - b.length || (a < b ? -1 : 1);
