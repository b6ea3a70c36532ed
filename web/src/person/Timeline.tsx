/* What happened with a person, newest first, from the journal. */
import { Link } from 'react-router';
import { words as deskWords } from '#/conversation/words';
import type { TimelineItem } from '#/lib/api.gen';
import { channelName, common } from '#/lib/common';
import { EmptyState, ErrorState, RowsSkeleton } from '#/lib/states';
import { More, rowsOf, usePages } from '#/lib/table';
import { dayTitle } from '#/lib/time';
import { TimeAgo } from '#/lib/when';
import { useLanguage, useWords } from '#/lib/words';
import styles from './Person.module.css';
import { words } from './words';

export function Timeline({ person }: { person: string }) {
  const say = useWords(words);
  const language = useLanguage();
  const query = usePages<TimelineItem>(['timeline', person], `/api/persons/${person}/timeline`);
  const items = rowsOf(query.data);
  if (query.isPending) return <div className="card"><RowsSkeleton /></div>;
  if (query.isError) return <div className="card"><ErrorState error={query.error} retry={() => void query.refetch()} /></div>;
  if (items.length === 0) return <div className="card"><EmptyState title={say.timelineEmpty} /></div>;

  const days = new Map<string, TimelineItem[]>();
  for (const item of items.filter(tells)) {
    const day = dayTitle(language, item.at);
    days.set(day, [...(days.get(day) ?? []), item]);
  }
  return (
    <div className={`card ${styles.timeline}`}>
      {[...days].map(([day, own]) => (
        <section key={day}>
          <h3>{day}</h3>
          <ol>{own.map((item) => <Item key={item.id} item={item} />)}</ol>
        </section>
      ))}
      <More pages={query} />
    </div>
  );
}

/* The steps of a delivery are told on the message itself; only what failed is part of the story. */
const tells = (item: TimelineItem) => item.name !== 'message.delivery_changed' || (item.data as { delivery?: unknown } | null)?.delivery === 'failed';

/* A status by the name the desk gives it. */
function statusOf(item: TimelineItem, statuses: Record<string, string>): string | undefined {
  const to = item.name === 'conversation.status_changed' ? (item.data as { to?: unknown } | null)?.to : undefined;
  return typeof to === 'string' ? statuses[to] : undefined;
}

function Item({ item }: { item: TimelineItem }) {
  const say = useWords(words);
  const sayCommon = useWords(common);
  const what = (say.facts as Record<string, string>)[item.name] ?? say.otherFact;
  const status = statusOf(item, useWords(deskWords).status);
  const score = item.name === 'survey.answered' ? (item.data as { score?: unknown } | null)?.score : undefined;
  return (
    <li data-kind={item.name.split('.')[0]} data-direction={item.message?.direction}>
      <p className={styles.what}>
        <b>{what}</b>
        {status && <span>{status}</span>}
        {typeof score === 'number' && <span>{say.score(score)}</span>}
        {item.message && <span className="quiet">{channelName(sayCommon, item.message.channel)}</span>}
        {item.actor && <span className="quiet">{say.by(item.actor.name)}</span>}
        <TimeAgo at={item.at} className={styles.when} />
      </p>
      {item.message && <p className={styles.preview}>{item.message.preview}</p>}
      {item.conversation && <Link to={`/conversations/${item.conversation.id}?status=all`}>{item.conversation.subject || say.open}</Link>}
    </li>
  );
}
