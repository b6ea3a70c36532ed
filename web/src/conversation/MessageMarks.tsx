/* What one should know before reading a message: that a machine wrote it, that something of it is missing,
 * that letters were repaired. */
import type { Message } from '#/lib/api.gen';
import { sourceAddress } from '#/lib/download';
import { IconInfo, IconWarning } from '#/lib/icons';
import { useWords } from '#/lib/words';
import styles from './MessageMarks.module.css';
import { notesOf } from './notes';
import { words } from './words';

export function MessageMarks({ message }: { message: Message }) {
  const say = useWords(words);
  const notes = notesOf(message);
  const losses = notes.flatMap((note) => (note.weight === 'loss' && note.word ? [say.notes[note.word]] : []));
  const repairs = notes.flatMap((note) => (note.weight === 'repair' && note.word ? [say.notes[note.word]] : []));
  const machine = message.direction === 'in' && message.kind !== 'person' ? say.kindHelp[message.kind] : null;
  return (
    <>
      {machine && <p className={styles.mark}><IconInfo size={14} /><span>{machine}</span></p>}
      {losses.length > 0 && (
        <p className={styles.mark} data-loss>
          <IconWarning size={15} />
          <span>{losses.join(' ')} {message.has_source && <a href={sourceAddress(message.id)} download>{say.sourceKept}</a>}</span>
        </p>
      )}
      {repairs.length > 0 && <p className={styles.mark}><IconInfo size={14} /><span>{repairs.join(' ')}</span></p>}
    </>
  );
}
