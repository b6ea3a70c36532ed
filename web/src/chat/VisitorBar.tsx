/* The visitor of a chat, where an adviser answers: there or gone, writing, and where an answer will go. */
import { IconMail, IconWarning } from '#/lib/icons';
import { TimeAgo } from '#/lib/when';
import { useWords } from '#/lib/words';
import { useTalk } from './data';
import styles from './Chat.module.css';
import { useVisitorTypes } from './typing';
import { words } from './words';

const shortPage = (page: string) => page.replace(/^https?:\/\//, '').slice(0, 60);

export default function VisitorBar({ conversation }: { conversation: string }) {
  const say = useWords(words);
  const { data: talk } = useTalk(conversation);
  const types = useVisitorTypes(conversation);
  if (!talk) return null;
  return (
    <div className={styles.visitor} role="group" aria-label={say.visitor}>
      {talk.human_since && <span className={styles.human} role="status"><IconWarning size={15} /> {say.human} · <TimeAgo at={talk.human_since} /></span>}
      <span className={styles.presence} data-there={talk.present || undefined}>
        {talk.present ? say.there : <>{say.gone} · <TimeAgo at={talk.seen_at} /></>}
      </span>
      {!talk.present && (
        <span className={styles.where}><IconMail size={14} /> {talk.email ? say.goneMail(talk.email) : say.goneNothing}</span>
      )}
      {talk.identified ? <span>{say.identified}</span> : talk.email && <span className="quiet">{say.unverified}</span>}
      {talk.page && <span className="quiet" title={talk.page}>{say.from(shortPage(talk.page))}</span>}
      <span role="status">{types && <b>{talk.name ?? say.visitor} {say.typing}</b>}</span>
    </div>
  );
}
