import { Link } from 'react-router';
import type { Notice } from '#/lib/api.gen';
import { nameOf } from '#/lib/names';
import { TimeAgo } from '#/lib/when';
import { useWords } from '#/lib/words';
import styles from './Notice.module.css';
import { words } from './words';

export function NoticeRow({ notice, onOpen }: { notice: Notice; onOpen: () => void }) {
  const say = useWords(words);
  const to = notice.kind === 'call_back' ? '/loops' : notice.conversation ? `/conversations/${notice.conversation.id}?status=all` : '/notices';
  return (
    <li data-unseen={notice.seen_at ? undefined : ''}>
      <Link to={to} className={styles.row} onClick={onOpen}>
        <span className={styles.dot} role={notice.seen_at ? undefined : 'img'} aria-label={notice.seen_at ? undefined : say.unseen} />
        <span className={styles.kind}>
          {say.kinds[notice.kind]}
          {notice.count > 1 && <span className={styles.count}> · {say.times(notice.count)}</span>}
          {notice.actor && <span className={styles.count}> · {say.by(notice.actor.name)}</span>}
        </span>
        <TimeAgo at={notice.at} className={styles.when} />
        {notice.conversation && <span className={styles.subject}><b>{nameOf(notice.person)}</b> {notice.conversation.subject}</span>}
        {notice.excerpt && <span className={styles.excerpt}>{notice.excerpt}</span>}
      </Link>
    </li>
  );
}
