/* A tag as it stands on a row, or in a header where it can be taken off. */
import type { TagRef } from '#/lib/api.gen';
import { IconClose } from '#/lib/icons';
import { useWords } from '#/lib/words';
import styles from './Tag.module.css';
import { words } from './words';

export function TagDot({ colour }: { colour: TagRef['colour'] }) {
  return <span className={styles.dot} data-colour={colour} aria-hidden="true" />;
}

export function TagChip({ tag, onRemove }: { tag: TagRef; onRemove?: () => void }) {
  const say = useWords(words);
  return (
    <span className={styles.chip} title={tag.name}>
      <TagDot colour={tag.colour} />
      <span>{tag.name}</span>
      {onRemove && <button type="button" className={styles.remove} aria-label={say.remove(tag.name)} onClick={onRemove}><IconClose size={11} /></button>}
    </span>
  );
}
