/* More of a person beside a thread, unfolded when it is wanted: reading a person's file is journalled, so
 * nothing of it is asked for before. */
import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { api } from '#/lib/api';
import type { Person } from '#/lib/api.gen';
import { ErrorState, RowsSkeleton } from '#/lib/states';
import { useWords } from '#/lib/words';
import { useMay } from '#/session/session';
import { PersonEdit } from './PersonEdit';
import styles from './PersonMore.module.css';
import { Timeline } from './Timeline';
import { words } from './words';

export function PersonMore({ person }: { person: string }) {
  const say = useWords(words);
  return (
    <>
      <Fold title={say.contact}><Contact person={person} /></Fold>
      <Fold title={say.timeline}><Timeline person={person} /></Fold>
    </>
  );
}

function Fold({ title, children }: { title: string; children: ReactNode }) {
  const [open, setOpen] = useState(false);
  return (
    <details className={styles.fold} open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{title}</summary>
      {open && children}
    </details>
  );
}

function Contact({ person: id }: { person: string }) {
  const say = useWords(words);
  const mayChange = useMay('person.write');
  const [editing, edit] = useDisclosure(false);
  const query = useQuery({ queryKey: ['person', id], queryFn: ({ signal }) => api.get<Person>(`/api/persons/${id}`, undefined, signal) });
  if (query.isError) return <ErrorState error={query.error} retry={() => void query.refetch()} />;
  if (!query.data) return <RowsSkeleton rows={2} height={32} />;
  const person = query.data;
  return (
    <>
      <ul className={styles.addresses}>
        {person.addresses.map((one) => (
          <li key={one.kind + one.address}>
            {one.address} <span className="quiet">{(say.kinds as Record<string, string>)[one.kind] ?? one.kind}</span>
            {one.failed_at && <span className={styles.failing}>{say.failing}</span>}
          </li>
        ))}
        <li className="quiet">{(say.languages as Record<string, string>)[person.language ?? ''] ?? say.unknown}</li>
      </ul>
      {mayChange && <Button size="compact-xs" variant="default" onClick={edit.open}>{say.edit}</Button>}
      {editing && <PersonEdit person={person} onClose={edit.close} />}
    </>
  );
}
