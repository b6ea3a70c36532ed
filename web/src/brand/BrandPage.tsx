/* Name, language, colour and logo. The colour is shown as it will be read, before it is kept. */
import { useQuery } from '@tanstack/react-query';
import { api, type Page } from '#/lib/api';
import type { Setting } from '#/lib/api.gen';
import { ScreenPage } from '#/lib/page';
import { ErrorState, RowsSkeleton } from '#/lib/states';
import { useWords } from '#/lib/words';
import { BackToSettings } from '#/setting/BackToSettings';
import { SettingRow } from '#/setting/SettingRow';
import styles from './Brand.module.css';
import { Colour } from './Colour';
import { Logo } from './Logo';
import { words } from './words';

export function Component() {
  const say = useWords(words);
  const query = useQuery({ queryKey: ['settings'], queryFn: ({ signal }) => api.get<Page<Setting>>('/api/settings', { limit: 200 }, signal) });
  const settings = query.data?.items ?? [];
  const colour = settings.find((one) => one.name === 'brand.colour');
  return (
    <ScreenPage title={say.title} about={say.about} actions={<BackToSettings />}>
      {query.isPending && <div className="card"><RowsSkeleton /></div>}
      {query.isError && <div className="card"><ErrorState error={query.error} retry={() => void query.refetch()} /></div>}
      {query.data && (
        <>
          <section className={`card ${styles.part}`}>
            <h2>{say.organisation}</h2>
            {settings.filter((one) => one.name.startsWith('organisation.')).map((one) => <SettingRow key={one.name} setting={one} />)}
          </section>
          {colour && <Colour setting={colour} />}
          <Logo />
        </>
      )}
      <p className="quiet">{say.doc}</p>
    </ScreenPage>
  );
}
