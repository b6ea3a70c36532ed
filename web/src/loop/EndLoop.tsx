import { Button, Modal, Radio, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { api } from '#/lib/api';
import type { Loop } from '#/lib/api.gen';
import { common, sentenceOf } from '#/lib/common';
import { tellDone } from '#/lib/tell';
import { useWords } from '#/lib/words';
import styles from './Loop.module.css';
import { words } from './words';

const OUTCOMES = ['satisfied', 'still_unhappy', 'not_reached', 'other'] as const;

export function EndLoop({ loop, onClose }: { loop: Loop; onClose: () => void }) {
  const say = useWords(words);
  const sayCommon = useWords(common);
  const client = useQueryClient();
  const [outcome, setOutcome] = useState('');
  const [note, setNote] = useState('');
  const end = useMutation({
    mutationFn: () => api.patch(`/api/loops/${loop.id}`, { outcome, ...(note.trim() ? { note: note.trim() } : {}), close: true }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['loops'] });
      tellDone(say.finished);
      onClose();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    end.mutate();
  };
  return (
    <Modal opened onClose={onClose} title={say.endTitle} closeButtonProps={{ 'aria-label': sayCommon.close }}>
      <form onSubmit={submit} className={styles.form}>
        <Radio.Group label={say.outcome} value={outcome} onChange={setOutcome}>
          <div className={styles.radios}>{OUTCOMES.map((one) => <Radio key={one} value={one} label={say.outcomes[one]} />)}</div>
        </Radio.Group>
        <Textarea label={say.note} description={say.noteHelp} autosize minRows={3} maxRows={8} maxLength={4000} value={note} onChange={(event) => setNote(event.currentTarget.value)} />
        {end.isError && <p role="alert" className={styles.problem}>{sentenceOf(sayCommon, end.error)}</p>}
        <Button type="submit" disabled={!outcome} loading={end.isPending}>{say.finish}</Button>
      </form>
    </Modal>
  );
}
