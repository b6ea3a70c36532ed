/* One conversation in the list: who, about what, since when, and whether we owe an answer. */
import { memo } from 'react';
import { Link } from 'react-router';
import type { Conversation } from '#/lib/api.gen';
import { Disc } from '#/lib/disc';
import { IconPencil } from '#/lib/icons';
import { nameOf } from '#/lib/names';
import { TimeAgo } from '#/lib/when';
import { labelled, useLanguage, useWords } from '#/lib/words';
import { writing } from './compose-words';
import { useDrafted } from './drafted';
import styles from './Row.module.css';
import { StatusSign } from './Status';
import { words } from './words';

interface RowProps {
  conversation: Conversation;
  address: string;
  current: boolean;
}

export const Row = memo(function Row({ conversation, address, current }: RowProps) {
  const say = useWords(words);
  const sayWriting = useWords(writing);
  const language = useLanguage();
  const drafted = useDrafted(conversation.id);
  const owed = conversation.waiting_since !== null && conversation.status !== 'closed';
  return (
    <Link to={address} className={styles.row} aria-current={current ? 'true' : undefined} data-owed={owed || undefined} data-conversation={conversation.id}>
      <span className={styles.who}>
        <span className={styles.name}>{nameOf(conversation.person)}</span>
        {owed && <span className="only-read">, {say.owed},</span>}
        <TimeAgo at={conversation.last_at} className={styles.when} />
      </span>
      <span className={styles.subject}>
        <StatusSign status={conversation.status} />
        <span className="only-read">{say.statusOf(say.status[conversation.status])}. </span>
        <span className={styles.text}>{conversation.subject || say.noSubject}</span>
      </span>
      <span className={styles.preview}>
        {drafted && <span className={styles.draft}><IconPencil size={12} />{sayWriting.draft}</span>}
        <span className={styles.text}>{conversation.preview}</span>
        {conversation.assignee && (
          <span className={styles.assignee} title={conversation.assignee.name}>
            <Disc id={conversation.assignee.id} name={conversation.assignee.name} size={20} square />
            <span className="only-read">{labelled(language, say.assignee, conversation.assignee.name)}</span>
          </span>
        )}
      </span>
    </Link>
  );
});
