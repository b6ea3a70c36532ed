/* "Read", on the newest of our messages that the visitor of a chat had before their eyes. */
import type { Message } from '#/lib/api.gen';
import { IconCheck } from '#/lib/icons';
import { useWords } from '#/lib/words';
import { useReadUpTo } from './data';
import { deskWords } from './desk-words';
import styles from './ReadMark.module.css';

export function ReadMark({ message, conversation }: { message: Message; conversation: string }) {
  const say = useWords(deskWords);
  const read = useReadUpTo(conversation);
  return read === message.id ? <span className={styles.read}><IconCheck size={14} />{say.read}</span> : null;
}
