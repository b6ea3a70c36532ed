/* Over the list: what it shows, in which order, and the filters that stand. */
import { NativeSelect } from '@mantine/core';
import { useNavigate } from 'react-router';
import { formatNumber, useLanguage, useWords } from '#/lib/words';
import { useSavedViews } from '#/view/data';
import { AddFilter, Filters } from '#/view/Filters';
import { useCounts, useTeams } from './data';
import { deskWords } from './desk-words';
import styles from './List.module.css';
import { addressOf, SORTS, STATUSES, type View } from './views';
import { useViewName } from './Views';
import { words } from './words';

/* The page has one first-level heading: the open conversation's subject when there is one. */
export function ListHead({ view, title: Title }: { view: View; title: 'h1' | 'h2' }) {
  const say = useWords(words);
  const sayDesk = useWords(deskWords);
  const language = useLanguage();
  const navigate = useNavigate();
  const nameOfView = useViewName();
  const teams = useTeams().data?.items ?? [];
  const saved = useSavedViews().data?.items.find((one) => one.id === view.saved);
  const { data: counts } = useCounts();
  const count = (status: (typeof STATUSES)[number]) => {
    const n = status === 'closed' ? 0 : counts?.[status];
    return view.name === 'all' && view.team === null && n ? ` (${formatNumber(language, n)})` : '';
  };
  const go = (next: Partial<View>) => void navigate(addressOf({ ...view, ...next }));
  return (
    <div className={styles.filters}>
      <div className={styles.head}>
        <Title>{saved?.name ?? teams.find((team) => team.id === view.team)?.name ?? nameOfView(view.name)}</Title>
        <AddFilter view={view} onChange={go} />
      </div>
      <NativeSelect size="xs" aria-label={say.statusFilter} value={view.status} className={styles.filter}
        onChange={(event) => go({ status: event.currentTarget.value as View['status'] })}
        data={[
          { value: 'active', label: say.active },
          ...STATUSES.map((status) => ({ value: status, label: `${say.statusShort[status]}${count(status)}` })),
          { value: 'all', label: say.every },
        ]} />
      <NativeSelect size="xs" aria-label={say.sort} value={view.sort} className={styles.filter}
        onChange={(event) => go({ sort: event.currentTarget.value as View['sort'] })}
        data={SORTS.map((sort) => ({ value: sort, label: sayDesk.sorts[sort] }))} />
      <Filters view={view} onChange={go} saved={saved} />
    </div>
  );
}
