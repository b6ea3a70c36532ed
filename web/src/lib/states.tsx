/* What a screen shows when it has nothing to show: not yet, not any, not possible. */
import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { common, sentenceOf } from './common';
import { IconWarning } from './icons';
import styles from './states.module.css';
import { useWords } from './words';

export function ErrorState({ error, retry }: { error: unknown; retry?: () => void }) {
  const words = useWords(common);
  return (
    <div className={styles.state} role="alert">
      <IconWarning size={28} className={styles.errorIcon} />
      <p className={styles.title}>{words.errorTitle}</p>
      <p className={styles.text}>{sentenceOf(words, error)}</p>
      {retry && <Button variant="default" size="xs" onClick={retry}>{words.retry}</Button>}
    </div>
  );
}

/* page: it is all there is, so its title is the page's. */
export function EmptyState({ title, children, action, page = false }: { title: string; children?: ReactNode; action?: ReactNode; page?: boolean }) {
  const Title = page ? 'h1' : 'p';
  return (
    <div className={styles.state} data-empty>
      <svg width="56" height="36" viewBox="0 0 56 36" fill="none" stroke="currentColor" strokeWidth="1.6" strokeLinecap="round" className={styles.drawing} aria-hidden="true">
        <path d="M22 26a9 9 0 0 1-12.7-12.7l4-4a9 9 0 0 1 12.7 0" />
        <path d="M34 10a9 9 0 0 1 12.7 12.7l-4 4a9 9 0 0 1-12.7 0" strokeDasharray="2.5 4" />
      </svg>
      <Title className={styles.title}>{title}</Title>
      {children && <div className={styles.text}>{children}</div>}
      {action}
    </div>
  );
}

/* Grey lines where rows will be; told to screen readers as one word. */
export function RowsSkeleton({ rows = 6, height = 56 }: { rows?: number; height?: number }) {
  const words = useWords(common);
  return (
    <div className={styles.rows} role="status" aria-label={words.loading}>
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className={styles.row} style={{ height }}>
          <span style={{ width: `${62 - ((row * 17) % 30)}%` }} />
          <span style={{ width: `${88 - ((row * 23) % 35)}%` }} />
        </div>
      ))}
    </div>
  );
}
