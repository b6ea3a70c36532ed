/* The texts, by subject and language. What is being written is kept while one looks at another language, and
 * is what the preview shows. */
import { Button, NativeSelect, SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { api, type Page } from '#/lib/api';
import type { Wording } from '#/lib/api.gen';
import { ScreenPage } from '#/lib/page';
import { ErrorState, RowsSkeleton } from '#/lib/states';
import { LANGUAGES, useLanguage, useWords, type Language } from '#/lib/words';
import { BackToSettings } from '#/setting/BackToSettings';
import { Preview } from './Preview';
import styles from './Wording.module.css';
import { WordingRow } from './WordingRow';
import { words } from './words';

/* What persons outside read. */
const FIRST = 'survey';

const groupOf = (wording: Wording) => wording.name.split('.')[0] ?? '';

export function Component() {
  const say = useWords(words);
  const own = useLanguage();
  const navigate = useNavigate();
  const wanted = useParams().group;
  const [language, setLanguage] = useState<Language>(own);
  const [written, setWritten] = useState<Record<string, string>>({});
  const [looking, setLooking] = useState(false);
  const query = useQuery({ queryKey: ['wordings'], queryFn: ({ signal }) => api.get<Page<Wording>>('/api/wordings', {}, signal) });

  const all = query.data?.items ?? [];
  const groups = [...new Set(all.map(groupOf))];
  const group = groups.find((one) => one === wanted) ?? groups.find((one) => one === FIRST) ?? groups[0];
  const shown = all.filter((one) => groupOf(one) === group);
  const keyOf = (one: Wording) => `${one.name}/${language}`;
  const nameOf = (one: string) => (say.groups as Record<string, string>)[one] ?? one;
  const write = (key: string, text: string | null) =>
    setWritten((before) => {
      const { [key]: _, ...rest } = before;
      return text === null ? rest : { ...rest, [key]: text };
    });
  const tried = shown.flatMap((one) => { const text = written[keyOf(one)]; return text === undefined ? [] : [{ name: one.name, text }]; });

  return (
    <ScreenPage title={say.title} about={say.about} actions={<BackToSettings />}>
      {query.isPending && <div className="card"><RowsSkeleton /></div>}
      {query.isError && <div className="card"><ErrorState error={query.error} retry={() => void query.refetch()} /></div>}
      {group && (
        <>
          <div className={styles.bar}>
            <NativeSelect aria-label={say.title} size="xs" value={group} data={groups.map((one) => ({ value: one, label: nameOf(one) }))}
              onChange={(event) => void navigate(`/settings/words/${event.currentTarget.value}`)} />
            <SegmentedControl aria-label={say.language} size="xs" value={language} onChange={(value) => setLanguage(value as Language)}
              data={LANGUAGES.map((one) => ({ value: one, label: say.tab[one] }))} />
            {group === 'survey' && <Button size="xs" variant="default" onClick={() => setLooking(true)}>{say.preview}</Button>}
          </div>
          <section className={`card ${styles.list}`} aria-label={`${nameOf(group)}, ${say.tab[language]}`}>
            {shown.map((one) => (
              <WordingRow key={keyOf(one)} wording={one} language={language} written={written[keyOf(one)]} onWrite={(text) => write(keyOf(one), text)} />
            ))}
          </section>
          {looking && <Preview language={language} texts={tried} onClose={() => setLooking(false)} />}
        </>
      )}
    </ScreenPage>
  );
}
