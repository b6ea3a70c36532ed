/* The status of a conversation, by shape and word; the colour only repeats it. */
import { useWords } from '#/lib/words';
import styles from './Status.module.css';
import type { Status } from './views';
import { words } from './words';

const SHAPES: Record<Status, React.ReactNode> = {
  open: <circle cx="7" cy="7" r="4.6" fill="currentColor" />,
  waiting: <><circle cx="7" cy="7" r="4.2" fill="none" stroke="currentColor" strokeWidth="1.7" /><path d="M7 2.8a4.2 4.2 0 0 1 0 8.4z" fill="currentColor" /></>,
  pending: <><circle cx="7" cy="7" r="4.2" fill="none" stroke="currentColor" strokeWidth="1.7" /><path d="M5.600 4.9v4.2M8.400 4.9v4.2" fill="none" stroke="currentColor" strokeWidth="1.4" strokeLinecap="round" /></>,
  snoozed: <><circle cx="7" cy="7" r="4.6" fill="none" stroke="currentColor" strokeWidth="1.6" /><path d="M7 4.4V7l1.8 1.2" fill="none" stroke="currentColor" strokeWidth="1.4" strokeLinecap="round" /></>,
  closed: <path d="m2.8 7.4 2.8 2.8 5.600-6.400" fill="none" stroke="currentColor" strokeWidth="1.9" strokeLinecap="round" strokeLinejoin="round" />,
};

export function StatusSign({ status }: { status: Status }) {
  return (
    <svg className={styles.sign} data-status={status} width="14" height="14" viewBox="0 0 14 14" aria-hidden="true">
      {SHAPES[status]}
    </svg>
  );
}

export function StatusWord({ status, short = false }: { status: Status; short?: boolean }) {
  const say = useWords(words);
  return (
    <span className={styles.word}>
      <StatusSign status={status} />
      {short ? say.statusShort[status] : say.status[status]}
    </span>
  );
}
