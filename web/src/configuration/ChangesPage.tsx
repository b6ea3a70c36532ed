/* Who changed what in the settings, newest first. */
import { useQuery } from '@tanstack/react-query';
import { api, type Page } from '#/lib/api';
import type { ConfigurationChange, Wording } from '#/lib/api.gen';
import { NextStep } from '#/lib/next';
import { ScreenPage } from '#/lib/page';
import { EmptyState, ErrorState, RowsSkeleton } from '#/lib/states';
import { More, rowsOf, usePages } from '#/lib/table';
import { dateTime } from '#/lib/time';
import { useLanguage, useWords } from '#/lib/words';
import { BackToSettings } from '#/setting/BackToSettings';
import { words as settingWords } from '#/setting/words';
import { words } from './words';

/* What the fact says it is about: a setting by its name on screen, a text by where it stands. */
function useAbout(): (change: ConfigurationChange) => string {
  const language = useLanguage();
  const texts = useQuery({ queryKey: ['wordings'], queryFn: ({ signal }) => api.get<Page<Wording>>('/api/wordings', {}, signal) }).data?.items;
  const names = useWords(settingWords).names as Record<string, string>;
  return ({ about, data }) => {
    const told = data as Record<string, unknown>;
    const setting = typeof told.setting === 'string' ? (names[told.setting] ?? told.setting) : null;
    const text = texts?.find((one) => one.name === told.wording)?.about[language];
    const wording = text && `${text} (${String(told.language)})`;
    return about ?? setting ?? wording ?? '';
  };
}

export function Component() {
  const say = useWords(words);
  const language = useLanguage();
  const about = useAbout();
  const query = usePages<ConfigurationChange>(['changes'], '/api/configuration/changes');
  const rows = rowsOf(query.data);
  const nameOf = (fact: string) => (say.facts as Record<string, string>)[fact] ?? fact;
  return (
    <ScreenPage title={say.changes} about={say.changesAbout} actions={<BackToSettings />}>
      <div className="card">
        {query.isPending && <RowsSkeleton />}
        {query.isError && <ErrorState error={query.error} retry={() => void query.refetch()} />}
        {query.isSuccess && rows.length === 0 && <EmptyState title={say.noChange} action={<NextStep to="settings" />}>{say.noChangeText}</EmptyState>}
        {rows.length > 0 && (
          <div className="table-frame" tabIndex={0} role="region" aria-label={say.changes}>
            <table className="table">
              <thead><tr><th>{say.when}</th><th>{say.who}</th><th>{say.what}</th><th>{say.concerns}</th></tr></thead>
              <tbody>
                {rows.map((row, place) => (
                  <tr key={`${row.at}-${place}`}>
                    <td className="tabular">{dateTime(language, row.at)}</td>
                    <td>{row.by ?? say.program}</td>
                    <td>{nameOf(row.fact)}</td>
                    <td>{about(row)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </div>
      <More pages={query} />
    </ScreenPage>
  );
}
