import { NativeSelect, SegmentedControl, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import type { Survey } from '#/lib/api.gen';
import { nameOf } from '#/lib/names';
import { NextStep } from '#/lib/next';
import { ScreenPage } from '#/lib/page';
import { Score } from '#/lib/score';
import { EmptyState, ErrorState, RowsSkeleton } from '#/lib/states';
import { More, rowsOf, usePages } from '#/lib/table';
import { TimeAgo } from '#/lib/when';
import { labelled, useLanguage, useWords } from '#/lib/words';
import styles from './Survey.module.css';
import { words } from './words';

export function Component() {
  const say = useWords(words);
  const [filter, setFilter] = useState({ score: '', from: '', to: '', answered: '1' });
  const query = usePages<Survey>(['surveys', filter], '/api/surveys', { ...filter, answered: filter.answered === '1' ? true : undefined });
  const rows = rowsOf(query.data);
  return (
    <ScreenPage title={say.title} about={say.about} actions={
      <SegmentedControl size="xs" aria-label={say.show} value={filter.answered} onChange={(answered) => setFilter({ ...filter, answered })}
        data={[{ value: '1', label: say.answered }, { value: '', label: say.all }]} />
    }>
      <div className={styles.filters}>
        <NativeSelect size="xs" label={say.filterScore} value={filter.score} onChange={(event) => setFilter({ ...filter, score: event.currentTarget.value })}
          data={[{ value: '', label: say.anyScore }, ...[5, 4, 3, 2, 1].map((score) => ({ value: String(score), label: say.outOf(score) }))]} />
        <TextInput size="xs" type="date" label={say.from} value={filter.from} onChange={(event) => setFilter({ ...filter, from: event.currentTarget.value })} />
        <TextInput size="xs" type="date" label={say.to} value={filter.to} onChange={(event) => setFilter({ ...filter, to: event.currentTarget.value })} />
      </div>
      <div className="card">
        {query.isPending && <RowsSkeleton />}
        {query.isError && <ErrorState error={query.error} retry={() => void query.refetch()} />}
        {query.isSuccess && rows.length === 0 && <EmptyState title={say.empty} action={<NextStep to="survey" />}>{say.emptyText}</EmptyState>}
        <ul className={styles.list}>{rows.map((survey) => <Answer key={survey.id} survey={survey} />)}</ul>
      </div>
      <More pages={query} />
    </ScreenPage>
  );
}

function Answer({ survey }: { survey: Survey }) {
  const say = useWords(words);
  const language = useLanguage();
  const at = survey.answered_at ?? survey.asked_at;
  return (
    <li className={styles.answer}>
      <div className={styles.head}>
        {survey.score !== null && <Score score={survey.score} label={say.outOf(survey.score)} />}
        {survey.score === null && survey.asked_at && <span className="quiet">{say.waiting}</span>}
        {survey.reason && <span className="quiet">{labelled(language, say.notAsked, (say.reasons as Record<string, string>)[survey.reason] ?? survey.reason)}</span>}
        {survey.loop && <Link to="/loops" className={styles.loop}>{(say.loop as Record<string, string>)[survey.loop.state] ?? survey.loop.state}</Link>}
        {at && <TimeAgo at={at} className={styles.when} />}
      </div>
      {survey.score !== null && (survey.comment ? <p className={styles.comment}>{survey.comment}</p> : <p className="quiet">{say.noComment}</p>)}
      <p className={styles.about}>
        {survey.person && <Link to={`/persons/${survey.person.id}`}>{nameOf(survey.person)}</Link>}
        {' · '}
        <Link to={`/conversations/${survey.conversation.id}?status=all`}>{survey.conversation.subject}</Link>
      </p>
    </li>
  );
}
