import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { address, api } from '#/lib/api';
import type { IndicatorReport } from '#/lib/api.gen';
import { useTeams } from '#/conversation/data';
import { channelName, common } from '#/lib/common';
import { IconDownload } from '#/lib/icons';
import { ScreenPage } from '#/lib/page';
import { ErrorState, RowsSkeleton } from '#/lib/states';
import { date } from '#/lib/time';
import { useLanguage, useWords } from '#/lib/words';
import { Card } from './Card';
import styles from './Dashboard.module.css';
import { DAYS, daysOf, lastDays, queryOf, useScope, type Scope } from './scope';
import { words } from './words';

export function Component() {
  const say = useWords(words);
  const language = useLanguage();
  const [scope, change] = useScope();
  const query = useQuery({
    queryKey: ['indicators', scope],
    queryFn: ({ signal }) => api.get<IndicatorReport>('/api/indicators', queryOf(scope), signal),
    placeholderData: (before) => before,
  });
  /* Those with something to count; the one that was chosen stays. */
  const channels = new Set(query.data?.items.flatMap((one) => one.by_channel.map((part) => part.channel)));
  if (scope.channel) channels.add(scope.channel);
  const period = query.data?.period;
  const about = period && `${say.fromTo(date(language, period.from), date(language, period.to))}, ${say.compared(date(language, period.previous_from), date(language, period.previous_to))}.`;

  return (
    <ScreenPage wide title={say.title} about={about} actions={
      <Button component="a" href={address('/api/indicators.csv', queryOf(scope))} download variant="default" size="xs" leftSection={<IconDownload size={15} />}>{say.csvAll}</Button>
    }>
      <Filters scope={scope} change={change} channels={[...channels].sort()} />
      {query.isPending && <div className="card"><RowsSkeleton rows={4} height={120} /></div>}
      {query.isError && <div className="card"><ErrorState error={query.error} retry={() => void query.refetch()} /></div>}
      {query.data && (
        <div className={styles.cards} aria-busy={query.isPlaceholderData}>
          {query.data.items.map((indicator) => <Card key={indicator.name} indicator={indicator} rows={address(`/indicators/${indicator.name}`, queryOf(scope))} />)}
        </div>
      )}
    </ScreenPage>
  );
}

function Filters({ scope, change, channels }: { scope: Scope; change: (wanted: Partial<Scope>) => void; channels: string[] }) {
  const say = useWords(words);
  const sayCommon = useWords(common);
  const teams = useTeams().data?.items ?? [];
  const days = daysOf(scope);
  return (
    <div className={styles.filters}>
      <NativeSelect size="xs" label={say.period} value={days === null ? '' : String(days)}
        onChange={(event) => event.currentTarget.value && change(lastDays(Number(event.currentTarget.value)))}
        data={[...DAYS.map((one) => ({ value: String(one), label: say.lastDays(one) })), { value: '', label: say.custom, disabled: days !== null }]} />
      <TextInput size="xs" type="date" label={say.from} value={scope.from} max={scope.to} onChange={(event) => event.currentTarget.value && change({ from: event.currentTarget.value })} />
      <TextInput size="xs" type="date" label={say.to} value={scope.to} min={scope.from} onChange={(event) => event.currentTarget.value && change({ to: event.currentTarget.value })} />
      <NativeSelect size="xs" label={say.channel} value={scope.channel} onChange={(event) => change({ channel: event.currentTarget.value })}
        data={[{ value: '', label: say.everyChannel }, ...channels.map((one) => ({ value: one, label: channelName(sayCommon, one) }))]} />
      {teams.length > 0 && (
        <NativeSelect size="xs" label={say.team} value={scope.team} onChange={(event) => change({ team: event.currentTarget.value })}
          data={[{ value: '', label: say.everyTeam }, ...teams.map((one) => ({ value: one.id, label: one.name }))]} />
      )}
    </div>
  );
}
