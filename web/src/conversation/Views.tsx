/* The views of the desk, under "Conversations" in the navigation, with what waits in each. */
import { Link, useLocation, useSearchParams } from 'react-router';
import { formatNumber, useLanguage, useWords } from '#/lib/words';
import { useMe } from '#/session/session';
import { COUNT_MAX, useSavedViews, useViewCounts } from '#/view/data';
import { words as viewWords } from '#/view/words';
import { useCounts } from './data';
import { deskWords } from './desk-words';
import { addressOf, PLAIN, viewOf, viewOfFilter, type View } from './views';
import styles from './Views.module.css';
import { words } from './words';

interface Entry {
  key: string;
  to: string;
  label: string;
  here: boolean;
  count: string | null;
  unread: number;
}

export function useViewName(): (name: View['name']) => string {
  const say = useWords(words);
  const sayDesk = useWords(deskWords);
  return (name) => (name === 'teams' || name === 'mentions' ? sayDesk[name] : say.views[name]);
}

export function Views() {
  const say = useWords(words);
  const sayViews = useWords(viewWords);
  const language = useLanguage();
  const nameOf = useViewName();
  const [parameters] = useSearchParams();
  const onDesk = useLocation().pathname.startsWith('/conversations');
  const view = viewOf(parameters);
  const { data: counts } = useCounts();
  const { teams } = useMe();
  const saved = useSavedViews().data?.items ?? [];
  const savedCounts = new Map(useViewCounts(saved.length > 0).data?.items.map((one) => [one.view, one]));

  const number = (n: number | undefined, max = Infinity) => (n ? (n >= max ? `${formatNumber(language, max - 1)}+` : formatNumber(language, n)) : null);
  const plain = (name: View['name'], team: string | null, label: string, n: number | undefined, unread = 0): Entry => ({
    key: name + (team ?? ''),
    to: addressOf({ ...PLAIN, sort: view.saved ? 'newest' : view.sort, name, team }),
    label,
    here: onDesk && view.saved === null && view.name === name && view.team === team,
    count: number(n),
    unread,
  });
  const entries: Entry[] = [
    plain('mine', null, nameOf('mine'), counts?.mine, counts?.unread.mine),
    plain('unassigned', null, nameOf('unassigned'), counts?.unassigned, counts?.unread.unassigned),
    ...(teams.length > 1 ? [plain('teams', null, nameOf('teams'), counts?.teams, counts?.unread.teams)] : []),
    ...teams.map((team) => {
      const of = counts?.by_team.find((one) => one.team === team.id);
      return plain('all', team.id, team.name, of?.count, of?.unread);
    }),
    plain('mentions', null, nameOf('mentions'), counts?.mentions),
    plain('all', null, nameOf('all'), counts && counts.open + counts.waiting + counts.pending + counts.snoozed),
  ];
  const kept: Entry[] = saved.map((one) => ({
    key: one.id,
    to: addressOf(viewOfFilter(one.query, one.id)),
    label: one.name,
    here: onDesk && view.saved === one.id,
    count: number(savedCounts.get(one.id)?.count, COUNT_MAX),
    unread: savedCounts.get(one.id)?.unread ?? 0,
  }));
  return (
    <>
      <Entries label={say.viewsLabel} entries={entries} />
      {kept.length > 0 && (
        <>
          <p className={styles.title}>{sayViews.kept}<Link to="/views" aria-label={sayViews.manage}>{sayViews.manageShort}</Link></p>
          <Entries label={sayViews.views} entries={kept} />
        </>
      )}
    </>
  );
}

function Entries({ label, entries }: { label: string; entries: Entry[] }) {
  const say = useWords(deskWords);
  return (
    <ul className={styles.views} aria-label={label}>
      {entries.map((entry) => (
        <li key={entry.key}>
          <Link to={entry.to} title={entry.unread > 0 ? `${entry.label} (${say.unreadOf(entry.unread)})` : entry.label} data-unread={entry.unread > 0 || undefined} aria-current={entry.here ? 'true' : undefined}>
            <span>{entry.label}</span>
            {entry.count && (
              <span className="tabular">
                {entry.unread > 0 && <><b aria-hidden="true">{entry.unread}</b><span className="only-read">{say.unreadOf(entry.unread)}, </span></>}
                {entry.count}
              </span>
            )}
          </Link>
        </li>
      ))}
    </ul>
  );
}
