/* A change of many that has not begun: when it will, and the way back. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import { useWords } from '#/lib/words';
import styles from './BulkBar.module.css';
import { deskWords } from './desk-words';
import { useSecondsLeft } from './held';

export function HeldChange({ count, seconds, onUndo, replies = false }: { count: number; seconds: number; onUndo: () => void; replies?: boolean }) {
  const say = useWords(deskWords);
  const [until] = useState(() => Date.now() + seconds * 1000);
  const left = useSecondsLeft(until);
  return (
    <span className={styles.told}>
      <span className="tabular">{replies ? say.repliesIn(count, left) : say.changesIn(count, left)}</span>
      <Button size="compact-xs" variant="default" onClick={onUndo}>{say.undo}</Button>
    </span>
  );
}
