/* Rules and times, by subject; what each may be comes from the server. */
import { useQuery } from '@tanstack/react-query';
import { api, type Page } from '#/lib/api';
import type { Setting } from '#/lib/api.gen';
import { ScreenPage } from '#/lib/page';
import { ErrorState, RowsSkeleton } from '#/lib/states';
import { useWords } from '#/lib/words';
import { BackToSettings } from './BackToSettings';
import { SettingRow } from './SettingRow';
import styles from './Setting.module.css';
import { words } from './words';

/* Shown where they belong: with the logo. */
const ELSEWHERE = ['organisation', 'brand'];

export function Component() {
  const say = useWords(words);
  const query = useQuery({ queryKey: ['settings'], queryFn: ({ signal }) => api.get<Page<Setting>>('/api/settings', { limit: 200 }, signal) });
  const groups = new Map<string, Setting[]>();
  for (const setting of query.data?.items ?? []) {
    const group = setting.name.split('.')[0] ?? 'other';
    if (ELSEWHERE.includes(group)) continue;
    groups.set(group, [...(groups.get(group) ?? []), setting]);
  }
  return (
    <ScreenPage title={say.rules} about={say.rulesAbout} actions={<BackToSettings />}>
      {query.isPending && <div className="card"><RowsSkeleton /></div>}
      {query.isError && <div className="card"><ErrorState error={query.error} retry={() => void query.refetch()} /></div>}
      {[...groups].map(([group, settings]) => (
        <section key={group} className={`card ${styles.group}`}>
          <h2>{(say.groups as Record<string, string>)[group] ?? say.groups.other}</h2>
          {settings.map((setting) => <SettingRow key={setting.name} setting={setting} />)}
        </section>
      ))}
    </ScreenPage>
  );
}
