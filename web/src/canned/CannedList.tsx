/* The replies I may use, and those I may change. */
import { Button, TextInput } from '@mantine/core';
import { useDeferredValue, useState } from 'react';
import { cannedKey, rankCanned } from '#/conversation/chooser';
import type { Canned } from '#/lib/api.gen';
import { IconClip, IconPlus } from '#/lib/icons';
import { BeginHere } from '#/lib/next';
import { ScreenPage } from '#/lib/page';
import { EmptyState, ErrorState, RowsSkeleton } from '#/lib/states';
import { More, rowsOf, usePages } from '#/lib/table';
import { formatNumber, useLanguage, useWords } from '#/lib/words';
import styles from './Canned.module.css';
import { CannedEdit } from './CannedEdit';
import { words } from './words';

export function Component() {
  const say = useWords(words);
  const language = useLanguage();
  const [text, setText] = useState('');
  const wanted = useDeferredValue(text.trim());
  const [edited, edit] = useState<Canned | 'new' | null>(null);
  const query = usePages<Canned>([...cannedKey, 'page'], '/api/canned', { limit: 200 });
  const all = rowsOf(query.data);
  const rows = wanted ? rankCanned(all, wanted) : all;
  const whose = (one: Canned) => (one.personal ? say.personal : one.team ? say.team(one.team.name) : say.everybody);
  return (
    <ScreenPage title={say.nav} about={say.about} actions={<Button size="xs" leftSection={<IconPlus size={14} />} onClick={() => edit('new')}>{say.add}</Button>}>
      {query.isPending && <div className="card"><RowsSkeleton /></div>}
      {query.isError && <div className="card"><ErrorState error={query.error} retry={() => void query.refetch()} /></div>}
      {query.isSuccess && all.length === 0 && <div className="card"><EmptyState title={say.empty} action={<BeginHere onBegin={() => edit('new')} />}>{say.emptyText}</EmptyState></div>}
      {all.length > 0 && (
        <>
          <TextInput label={say.search} value={text} maxLength={200} mb="sm" onChange={(event) => setText(event.currentTarget.value)} />
          {rows.length === 0 && <p className="quiet">{say.none}</p>}
          <ul className={styles.list}>
            {rows.map((one) => (
              <li key={one.id} className="card">
                <div className={styles.line}>
                  <b>{one.name}</b>
                  {one.shortcut && <code>/{one.shortcut}</code>}
                  <span className="quiet">{whose(one)}</span>
                  {one.attachments.length > 0 && <span className="quiet"><IconClip size={13} /> {one.attachments.length}</span>}
                  <span className={`quiet ${styles.end}`}>{say.used(formatNumber(language, one.use_count))}</span>
                </div>
                <p className={styles.text}>{one.text}</p>
                {one.mine && <Button size="compact-xs" variant="default" onClick={() => edit(one)}>{say.edit(one.name)}</Button>}
              </li>
            ))}
          </ul>
        </>
      )}
      <More pages={query} />
      {edited && <CannedEdit canned={edited === 'new' ? null : edited} onClose={() => edit(null)} />}
    </ScreenPage>
  );
}
