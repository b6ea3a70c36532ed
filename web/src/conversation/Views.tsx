/* The views of the desk, under "Conversations" in the navigation, with what waits in each. */
import { Link, useLocation, useSearchParams } from 'react-router';
import { formatNumber, useLanguage, useWords } from '#/lib/words';
import { useMe } from '#/session/session';
import { useCounts } from './data';
import { addressOf, viewOf, type View } from './views';
import styles from './Views.module.css';
import { words } from './words';

interface Entry extends Pick<View, 'name' | 'team'> {
  label: string;
  count: number | undefined;
}

export function Views() {
  const say = useWords(words);
  const language = useLanguage();
  const [parameters] = useSearchParams();
  const onDesk = useLocation().pathname.startsWith('/conversations');
  const view = viewOf(parameters);
  const { data: counts } = useCounts();
  const { teams } = useMe();
  const entries: Entry[] = [
    { name: 'mine', team: null, label: say.views.mine, count: counts?.mine },
    { name: 'unassigned', team: null, label: say.views.unassigned, count: counts?.unassigned },
    /* The server counts what my teams have together. */
    ...teams.map((team) => ({ name: 'all' as const, team: team.id, label: team.name, count: teams.length === 1 ? counts?.teams : undefined })),
    { name: 'all', team: null, label: say.views.all, count: counts && counts.open + counts.waiting + counts.pending + counts.snoozed },
  ];

  return (
    <ul className={styles.views} aria-label={say.viewsLabel}>
      {entries.map(({ name, team, label, count }) => (
        <li key={name + (team ?? '')}>
          <Link to={addressOf({ ...view, name, team, status: 'active' })} aria-current={onDesk && view.name === name && view.team === team ? 'true' : undefined}>
            <span>{label}</span>
            {!!count && <span className="tabular">{formatNumber(language, count)}</span>}
          </Link>
        </li>
      ))}
    </ul>
  );
}
