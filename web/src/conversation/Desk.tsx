/* The desk: list, thread, person. On a narrow screen one of them at a time. */
import { useEffect } from 'react';
import { Outlet, useParams, useSearchParams } from 'react-router';
import { useTitle } from '#/lib/page';
import { EmptyState } from '#/lib/states';
import { useWords } from '#/lib/words';
import styles from './Desk.module.css';
import { List } from './List';
import { viewOf } from './views';
import { words } from './words';

export function Component() {
  const { id } = useParams();
  const [parameters] = useSearchParams();
  return (
    <div className={styles.desk} data-open={id ? '' : undefined}>
      <div className={styles.list}><List key={parameters.toString()} view={viewOf(parameters)} current={id} /></div>
      <div className={styles.rest}><Outlet /></div>
    </div>
  );
}

/* Beside the list when no conversation is open. */
export function Nothing() {
  const say = useWords(words);
  const [parameters] = useSearchParams();
  useTitle(say.views[viewOf(parameters).name]);
  useEffect(() => document.getElementById('main')?.focus({ preventScroll: true }), []);
  return <div className={styles.nothing}><EmptyState title={say.choose}>{say.chooseText}</EmptyState></div>;
}
