/* What narrows a search: kept in the address, so that it can be sent to a colleague. */
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { words as conversationWords } from '#/conversation/words';
import { api, type Page } from '#/lib/api';
import type { Staff } from '#/lib/api.gen';
import { common } from '#/lib/common';
import { useWords } from '#/lib/words';
import styles from './SearchPage.module.css';
import { words } from './words';

export const FILTERS = ['status', 'channel', 'assignee', 'since', 'until'] as const;
export type Filter = (typeof FILTERS)[number];

const STATUSES = ['open', 'waiting', 'pending', 'snoozed', 'closed'] as const;

export function Filters({ values, onChange, onClear }: { values: Record<Filter, string>; onChange: (name: Filter, value: string) => void; onClear: () => void }) {
  const say = useWords(words);
  const sayDesk = useWords(conversationWords);
  const sayCommon = useWords(common);
  const colleagues = useQuery({ queryKey: ['staff'], queryFn: ({ signal }) => api.get<Page<Staff>>('/api/staff', { limit: 200 }, signal), staleTime: 10 * 60_000 }).data?.items ?? [];
  const select = (name: 'status' | 'channel' | 'assignee', data: { value: string; label: string }[]) => (
    <NativeSelect size="xs" aria-label={say.filters[name]} value={values[name]} onChange={(event) => onChange(name, event.currentTarget.value)} data={[{ value: '', label: say.any[name] }, ...data]} />
  );
  const day = (name: 'since' | 'until') => (
    <TextInput size="xs" type="date" label={say.filters[name]} value={values[name]} onChange={(event) => onChange(name, event.currentTarget.value)} classNames={{ root: styles.day }} />
  );
  return (
    <div className={styles.filters} role="group" aria-label={say.filtersLabel}>
      {select('status', STATUSES.map((value) => ({ value, label: sayDesk.status[value] })))}
      {select('channel', Object.entries(sayCommon.channel).map(([value, label]) => ({ value, label: String(label) })))}
      {select('assignee', [{ value: 'me', label: say.me }, { value: 'none', label: say.nobody }, ...colleagues.map((one) => ({ value: one.id, label: one.name }))])}
      {day('since')}
      {day('until')}
      {FILTERS.some((name) => values[name]) && <Button size="xs" variant="subtle" onClick={onClear}>{say.clear}</Button>}
    </div>
  );
}
