/* What something was before: each value, since when, and whose decision it was. */
import { Button, Modal } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { common } from '#/lib/common';
import { More, rowsOf, usePages } from '#/lib/table';
import { ErrorState, RowsSkeleton } from '#/lib/states';
import { dateTime } from '#/lib/time';
import { useLanguage, useWords } from '#/lib/words';
import styles from './Setting.module.css';
import { words } from './words';

export interface Past {
  at: string;
  by: string | null;
  value: ReactNode;
}

interface Told<T> {
  name: string; /* of what it is about */
  path: string;
  past: (row: T) => Past;
}

export function History<T>({ name, path, past }: Told<T>) {
  const say = useWords(words);
  const sayCommon = useWords(common);
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size="compact-xs" variant="subtle" aria-label={say.historyOf(name)} onClick={() => setOpen(true)}>{say.history}</Button>
      <Modal opened={open} onClose={() => setOpen(false)} title={say.historyOf(name)} size="lg" closeButtonProps={{ 'aria-label': sayCommon.close }}>
        <Rows name={name} path={path} past={past} />
      </Modal>
    </>
  );
}

function Rows<T>({ path, past }: Told<T>) {
  const say = useWords(words);
  const language = useLanguage();
  const query = usePages<T>(['history', path], path);
  const rows = rowsOf(query.data).map(past);
  if (query.isPending) return <RowsSkeleton rows={3} />;
  if (query.isError) return <ErrorState error={query.error} retry={() => void query.refetch()} />;
  if (rows.length === 0) return <p className="quiet">{say.historyNone}</p>;
  return (
    <>
      <ol className={styles.history}>
        {rows.map((row) => (
          <li key={row.at}>
            <p className={styles.meta}>{say.by(dateTime(language, row.at), row.by ?? say.program)}</p>
            <div>{row.value}</div>
          </li>
        ))}
      </ol>
      <More pages={query} />
    </>
  );
}
