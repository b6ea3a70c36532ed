/* The desk: list, thread, person. On a narrow screen one of them at a time. */
import { useRef } from 'react';
import { Outlet, useParams, useSearchParams } from 'react-router';
import { useArrival, useTitle } from '#/lib/page';
import { EmptyState } from '#/lib/states';
import { useWords } from '#/lib/words';
import styles from './Desk.module.css';
import { UndoBar } from './UndoBar';
import { List } from './List';
import { viewOf } from './views';
import { useViewName } from './Views';
import { words } from './words';

export function Component() {
  const { id } = useParams();
  const [parameters] = useSearchParams();
  return (
    <div className={styles.desk} data-open={id ? '' : undefined}>
      <div className={styles.list}><List key={parameters.toString()} view={viewOf(parameters)} current={id} /></div>
      <div className={styles.rest}><Outlet /></div>
      <UndoBar />
    </div>
  );
}

/* Beside the list when no conversation is open. */
export function Nothing() {
  const say = useWords(words);
  const [parameters] = useSearchParams();
  useTitle(useViewName()(viewOf(parameters).name));
  const place = useRef<HTMLDivElement>(null);
  useArrival(place);
  return <div ref={place} tabIndex={-1} className={styles.nothing}><EmptyState title={say.choose}>{say.chooseText}</EmptyState></div>;
}
