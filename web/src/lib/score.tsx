/* A score from 1 to 5: the figure in words, and as many marks. */
import styles from './score.module.css';

export function Score({ score, label }: { score: number; label: string }) {
  return (
    <span className={styles.score} data-low={score <= 2 || undefined}>
      <b>{label}</b>
      <span aria-hidden="true" className={styles.marks}>{[1, 2, 3, 4, 5].map((mark) => <i key={mark} data-on={mark <= score || undefined} />)}</span>
    </span>
  );
}
