/* What was sent and looks like the work of a machine: a person decides. */
import { Button, Modal } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { api } from '#/lib/api';
import type { FormAnswer } from '#/lib/api.gen';
import { IconBack, IconClip } from '#/lib/icons';
import { NextStep } from '#/lib/next';
import { ScreenPage } from '#/lib/page';
import { EmptyState, ErrorState, RowsSkeleton } from '#/lib/states';
import { tellDone, tellError } from '#/lib/tell';
import { fileSize } from '#/lib/time';
import { TimeAgo } from '#/lib/when';
import { useLanguage, useWords } from '#/lib/words';
import { keys, useAside } from './data';
import styles from './Form.module.css';
import { words } from './words';

export function Component() {
  const say = useWords(words);
  const query = useAside();
  const answers = query.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <ScreenPage title={say.asideTitle} about={say.asideAbout} actions={<Link to="/settings/forms" className={styles.backLink}><IconBack size={14} />{say.back}</Link>}>
      {query.isPending && <div className="card"><RowsSkeleton rows={3} height={120} /></div>}
      {query.isError && <div className="card"><ErrorState error={query.error} retry={() => void query.refetch()} /></div>}
      {query.data && answers.length === 0 && <div className="card"><EmptyState title={say.asideEmpty} action={<NextStep to="forms" />}>{say.asideEmptyText}</EmptyState></div>}
      {answers.map((answer) => <OneAnswer key={answer.id} answer={answer} />)}
      {query.hasNextPage && <Button variant="default" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>{say.more}</Button>}
    </ScreenPage>
  );
}

function OneAnswer({ answer }: { answer: FormAnswer }) {
  const say = useWords(words);
  const language = useLanguage();
  const client = useQueryClient();
  const [asking, setAsking] = useState(false);
  const decide = useMutation({
    mutationFn: (act: 'accept' | 'drop') => api.post(`/api/form-answers/${answer.id}/${act}`),
    onSuccess: (_, act) => {
      setAsking(false);
      tellDone(act === 'accept' ? say.accepted : say.dropped);
      void client.invalidateQueries({ queryKey: keys.aside });
      void client.invalidateQueries({ queryKey: ['forms'] });
    },
    onError: (error) => tellError(language, error),
  });
  return (
    <article className={`card ${styles.answer}`} aria-label={answer.reference}>
      <header className={styles.answerHead}>
        <h2>{answer.subject}</h2>
        <p className="quiet">{answer.form.name} · {answer.reference} · <TimeAgo at={answer.at} /></p>
      </header>
      <ul className={styles.reasons}>{answer.reasons.map((reason) => <li key={reason}>{say.reasons[reason] ?? reason}</li>)}</ul>
      <dl className={styles.lines}>
        {answer.lines.map((line, index) => <div key={index}><dt>{line.label}</dt><dd>{line.value}</dd></div>)}
      </dl>
      {answer.files.length > 0 && (
        <>
          <p className="quiet">{say.files(answer.files.length)}</p>
          <ul className={styles.sentFiles}>{answer.files.map((file, index) => <li key={index}><IconClip size={14} /><span>{file.name}</span><span className="quiet">{fileSize(language, file.size)}</span></li>)}</ul>
        </>
      )}
      <div className={styles.acts}>
        <Button variant="default" onClick={() => setAsking(true)}>{say.drop}<span className="only-read"> {answer.reference}</span></Button>
        <Button loading={decide.isPending} onClick={() => decide.mutate('accept')}>{say.accept}<span className="only-read"> {answer.reference}</span></Button>
      </div>
      <Modal opened={asking} onClose={() => setAsking(false)} title={say.dropTitle}>
        <p>{say.dropText}</p>
        <div className={styles.acts}>
          <Button variant="default" onClick={() => setAsking(false)}>{say.cancel}</Button>
          <Button color="red" loading={decide.isPending} onClick={() => decide.mutate('drop')}>{say.drop}</Button>
        </div>
      </Modal>
    </article>
  );
}
