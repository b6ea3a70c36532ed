/* A message the program wrote itself, the question at the end of a conversation: one quiet line. Its text is
 * long, the same each time, and holds a link meant for the person alone. */
import { useId, useState } from 'react';
import type { ConversationFull, Message } from '#/lib/api.gen';
import { IconDown, IconNext } from '#/lib/icons';
import { TimeAgo } from '#/lib/when';
import { useWords } from '#/lib/words';
import styles from './AutomaticMessage.module.css';
import { DeliveryLine, MessageItem } from './MessageItem';
import { words } from './words';

export function isAutomatic(message: Message): boolean {
  return message.kind === 'automatic' && message.author.kind === 'program';
}

export function AutomaticMessage({ message, conversation }: { message: Message; conversation: ConversationFull }) {
  const say = useWords(words);
  const id = useId();
  const [shown, setShown] = useState(false);
  const { delivery } = message;
  const stuck = delivery?.state === 'failed' || delivery?.state === 'retrying';
  return (
    <div className={styles.automatic}>
      <p className={styles.line}>
        <button type="button" aria-expanded={shown} aria-controls={id} onClick={() => setShown(!shown)}>
          {shown ? <IconDown size={13} /> : <IconNext size={13} />}
          <span>{say.asked}</span>
          {delivery && !stuck && <span className={styles.state}>{say.delivery[delivery.state]}</span>}
          <span className={styles.action}>{shown ? say.hide : say.show}</span>
        </button>
        <TimeAgo at={message.at} className={styles.when} />
      </p>
      {delivery && stuck && !shown && <DeliveryLine message={message} delivery={delivery} />}
      <div id={id}>{shown && <MessageItem message={message} conversation={conversation} />}</div>
    </div>
  );
}
