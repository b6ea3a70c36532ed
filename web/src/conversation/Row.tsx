/* One conversation in the list: who, about what, since when, and whether we owe an answer. */
import { memo } from 'react';
import { Link } from 'react-router';
import type { Conversation } from '#/lib/api.gen';
import { Disc } from '#/lib/disc';
import { IconPencil } from '#/lib/icons';
import { nameOf } from '#/lib/names';
import { TimeAgo } from '#/lib/when';
import { labelled, useLanguage, useWords } from '#/lib/words';
import { TagChip } from '#/tag/TagChip';
import { writing } from './compose-words';
import { useDrafted } from './drafted';
import { deskWords } from './desk-words';
import { PrioritySign } from './Priority';
import styles from './Row.module.css';
import { StatusSign } from './Status';
import { words } from './words';

const TAGS_SHOWN = 2;

interface RowProps {
  conversation: Conversation;
  address: string;
  current: boolean;
  chosen: boolean;
  choosing: boolean; /* something is chosen: the boxes stay in sight */
  onChoose: ((id: string, range: boolean) => void) | null;
}

export const Row = memo(function Row({ conversation, address, current, chosen, choosing, onChoose }: RowProps) {
  const say = useWords(words);
  const sayWriting = useWords(writing);
  const drafted = useDrafted(conversation.id);
  const sayDesk = useWords(deskWords);
  const language = useLanguage();
  const { id, tags, priority } = conversation;
  const owed = conversation.waiting_since !== null && conversation.status !== 'closed';
  return (
    <div className={styles.frame} data-chosen={chosen || undefined} data-choosing={choosing || undefined}>
      {onChoose && (
        <label className={styles.box}>
          <input type="checkbox" checked={chosen} tabIndex={-1} aria-label={sayDesk.choose(nameOf(conversation.person))}
            onChange={(event) => onChoose(id, (event.nativeEvent as MouseEvent).shiftKey)} />
        </label>
      )}
      <Link to={address} className={styles.row} aria-current={current ? 'true' : undefined} data-owed={owed || undefined} data-unread={conversation.unread || undefined} data-conversation={id}
        onClick={(event) => {
          if (!onChoose || !event.shiftKey) return;
          event.preventDefault();
          onChoose(id, true);
        }}>
        <span className={styles.who}>
          <span className={styles.name}>{nameOf(conversation.person)}</span>
          {conversation.unread && <span className="only-read">, {sayDesk.unread},</span>}
          {owed && <span className="only-read">, {say.owed},</span>}
          <TimeAgo at={conversation.last_at} className={styles.when} />
        </span>
        <span className={styles.subject}>
          <StatusSign status={conversation.status} />
          <span className="only-read">{say.statusOf(say.status[conversation.status])}. </span>
          <span className={styles.text}>{conversation.subject || say.noSubject}</span>
          {priority !== 'normal' && <><PrioritySign priority={priority} /><span className="only-read">, {sayDesk.priorityOf(sayDesk.priorities[priority])}</span></>}
        </span>
        <span className={styles.preview}>
          {drafted && <span className={styles.draft}><IconPencil size={12} />{sayWriting.draft}</span>}
          {tags.slice(0, TAGS_SHOWN).map((tag) => <TagChip key={tag.id} tag={tag} />)}
          {tags.length > TAGS_SHOWN && <span className="quiet" title={tags.map((tag) => tag.name).join(', ')}>+{tags.length - TAGS_SHOWN}</span>}
          <span className={styles.text}>{conversation.preview}</span>
          {conversation.assignee && (
            <span className={styles.assignee} title={conversation.assignee.name}>
              <Disc id={conversation.assignee.id} name={conversation.assignee.name} size={20} square />
              <span className="only-read">{labelled(language, say.assignee, conversation.assignee.name)}</span>
            </span>
          )}
        </span>
      </Link>
    </div>
  );
});
