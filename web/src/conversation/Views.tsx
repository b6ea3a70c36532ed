/* The views of the desk, under "Conversations" in the navigation, with what waits in each. */
import { Link, useLocation, useSearchParams } from 'react-router';
import { useLanguage, useWords, formatNumber } from '#/lib/words';
import { useCounts } from './data';
import { addressOf, VIEWS, viewOf } from './views';
import styles from './Views.module.css';
import { words } from './words';

export function Views() {
  const say = useWords(words);
  const language = useLanguage();
  const [parameters] = useSearchParams();
  const onDesk = useLocation().pathname.startsWith('/conversations');
  const view = viewOf(parameters);
  const { data: counts } = useCounts();
  const waiting = counts && { mine: counts.mine, unassigned: counts.unassigned, teams: counts.teams, all: counts.open + counts.waiting + counts.snoozed };

  return (
    <ul className={styles.views} aria-label={say.viewsLabel}>
      {VIEWS.map((name) => (
        <li key={name}>
          <Link to={addressOf({ ...view, name, status: 'active' })} aria-current={onDesk && view.name === name ? 'true' : undefined}>
            <span>{say.views[name]}</span>
            {waiting && waiting[name] > 0 && <span className="tabular">{formatNumber(language, waiting[name])}</span>}
          </Link>
        </li>
      ))}
    </ul>
  );
}
