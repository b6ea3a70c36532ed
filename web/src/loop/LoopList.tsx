import { Button, NativeSelect, SegmentedControl } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { api } from '#/lib/api';
import type { Loop } from '#/lib/api.gen';
import { IconWarning } from '#/lib/icons';
import { nameOf } from '#/lib/names';
import { NextStep } from '#/lib/next';
import { ScreenPage } from '#/lib/page';
import { Score } from '#/lib/score';
import { EmptyState, ErrorState, RowsSkeleton } from '#/lib/states';
import { More, rowsOf, usePages } from '#/lib/table';
import { tellDone, tellError } from '#/lib/tell';
import { dateTime } from '#/lib/time';
import { useLanguage, useWords } from '#/lib/words';
import { useMay, useMe } from '#/session/session';
import { EndLoop } from './EndLoop';
import styles from './Loop.module.css';
import { words } from './words';

export function Component() {
  const say = useWords(words);
  const [state, setState] = useState<'todo' | 'closed'>('todo');
  const [owner, setOwner] = useState('');
  const query = usePages<Loop>(['loops', state, owner], '/api/loops', { state, owner });
  const rows = rowsOf(query.data);
  return (
    <ScreenPage title={say.title} about={say.about} actions={
      <>
        <NativeSelect size="xs" aria-label={say.owner} value={owner} onChange={(event) => setOwner(event.currentTarget.value)}
          data={[{ value: '', label: say.anyone }, { value: 'me', label: say.mine }, { value: 'none', label: say.nobody }]} />
        <SegmentedControl size="xs" aria-label={say.state} value={state} onChange={(value) => setState(value as 'todo' | 'closed')}
          data={[{ value: 'todo', label: say.todo }, { value: 'closed', label: say.closed }]} />
      </>
    }>
      {query.isPending && <div className="card"><RowsSkeleton rows={3} height={110} /></div>}
      {query.isError && <div className="card"><ErrorState error={query.error} retry={() => void query.refetch()} /></div>}
      {query.isSuccess && rows.length === 0 && (
        <div className="card"><EmptyState title={state === 'todo' ? say.empty : say.emptyClosed} action={<NextStep to="reviews" />}>{state === 'todo' ? say.emptyText : say.emptyClosedText}</EmptyState></div>
      )}
      <ul className={styles.list}>{rows.map((loop) => <LoopCard key={loop.id} loop={loop} />)}</ul>
      <More pages={query} />
    </ScreenPage>
  );
}

function LoopCard({ loop }: { loop: Loop }) {
  const say = useWords(words);
  const language = useLanguage();
  const client = useQueryClient();
  const me = useMe();
  const mayWrite = useMay('loop.write');
  const [ending, setEnding] = useState(false);
  const own = useMutation({
    mutationFn: (owner: string | null) => api.patch(`/api/loops/${loop.id}`, { owner }),
    onSuccess: (_answer, owner) => {
      void client.invalidateQueries({ queryKey: ['loops'] });
      if (owner) tellDone(say.taken);
    },
    onError: (error) => tellError(language, error),
  });
  const mine = loop.owner?.id === me.id;

  return (
    <li className={`card ${styles.loop}`} data-late={(loop.late && loop.state === 'todo') || undefined}>
      <div className={styles.head}>
        <Link to={`/persons/${loop.person?.id}`} className={styles.name}>{loop.person && nameOf(loop.person)}</Link>
        <Score score={loop.survey.score} label={say.score(loop.survey.score)} />
        <span className={styles.due}>
          {loop.late && <b><IconWarning size={14} /> {say.late}, </b>}
          {loop.closed_at ? say.was(dateTime(language, loop.closed_at)) : say.due(dateTime(language, loop.due_at))}
        </span>
      </div>
      <p className={styles.comment}>{loop.survey.comment ?? <span className="quiet">{say.noComment}</span>}</p>
      <p className={styles.subject}><Link to={`/conversations/${loop.conversation.id}?status=all`}>{loop.conversation.subject}</Link></p>
      {loop.outcome && <p className={styles.outcome}><b>{(say.outcomes as Record<string, string>)[loop.outcome] ?? loop.outcome}</b> {loop.note}</p>}
      <div className={styles.actions}>
        <span className="quiet">{mine ? say.ownedByMe : loop.owner ? say.ownedBy(loop.owner.name) : say.nobody}</span>
        {mayWrite && loop.state === 'todo' && (
          <>
            {mine ? <Button size="xs" variant="subtle" onClick={() => own.mutate(null)}>{say.release}</Button>
              : <Button size="xs" variant="default" loading={own.isPending} onClick={() => own.mutate(me.id)}>{say.take}</Button>}
            <Button size="xs" onClick={() => setEnding(true)}>{say.end}</Button>
          </>
        )}
      </div>
      {ending && <EndLoop loop={loop} onClose={() => setEnding(false)} />}
    </li>
  );
}
