import { Button, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import type { Person } from '#/lib/api.gen';
import { Disc } from '#/lib/disc';
import { IconSearch } from '#/lib/icons';
import { NextStep } from '#/lib/next';
import { ScreenPage } from '#/lib/page';
import { EmptyState, ErrorState, RowsSkeleton } from '#/lib/states';
import { More, rowsOf, usePages } from '#/lib/table';
import { TimeAgo } from '#/lib/when';
import { useWords } from '#/lib/words';
import styles from './Person.module.css';
import { words } from './words';

export function Component() {
  const say = useWords(words);
  const [parameters, setParameters] = useSearchParams();
  const [text, setText] = useState(parameters.get('q') ?? '');
  const [q] = useDebouncedValue(text.trim(), 200);
  useEffect(() => setParameters(q ? { q } : {}, { replace: true }), [q, setParameters]);
  const query = usePages<Person>(['persons', q], '/api/persons', { q });
  const rows = rowsOf(query.data);

  return (
    <ScreenPage title={say.title} about={say.about} actions={
      <TextInput type="search" aria-label={say.search} placeholder={say.searchPlaceholder} leftSection={<IconSearch size={16} />} maxLength={200} w={260}
        value={text} onChange={(event) => setText(event.currentTarget.value)} />
    }>
      <div className="card table-frame">
        {query.isPending && <RowsSkeleton />}
        {query.isError && <ErrorState error={query.error} retry={() => void query.refetch()} />}
        {query.isSuccess && rows.length === 0 && <EmptyState title={q ? say.notFound(q) : say.empty} action={q ? <Button variant="default" size="xs" onClick={() => setText('')}>{say.everybody}</Button> : <NextStep to="conversations" />}>{q ? say.notFoundText : say.emptyText}</EmptyState>}
        {rows.length > 0 && (
          <table className={`table ${styles.persons}`}>
            <thead><tr><th scope="col">{say.name}</th><th scope="col">{say.addresses}</th><th scope="col" className="number">{say.lastContact}</th></tr></thead>
            <tbody>{rows.map((person) => <PersonRow key={person.id} person={person} />)}</tbody>
          </table>
        )}
      </div>
      <More pages={query} />
    </ScreenPage>
  );
}

function PersonRow({ person }: { person: Person }) {
  const say = useWords(words);
  const name = person.name || person.addresses[0]?.address || '—';
  return (
    <tr>
      <td>
        <Link to={`/persons/${person.id}`} className={styles.who}><Disc id={person.id} name={name} size={26} />{name}</Link>
      </td>
      <td>
        {person.addresses.map((one) => (
          <div key={one.address}>{one.address}{one.failed_at && <span className={styles.failing}> · {say.failing}</span>}</div>
        ))}
      </td>
      <td className="number">{person.last_at && <TimeAgo at={person.last_at} />}</td>
    </tr>
  );
}
