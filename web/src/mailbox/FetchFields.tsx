/* From when mail is fetched, and what becomes of it where it was. */
import { Autocomplete, NativeSelect, TextInput } from '@mantine/core';
import { useWords } from '#/lib/words';
import type { Draft, Since } from './draft';
import styles from './Mailbox.module.css';
import { words } from './words';

const SINCES: readonly Since[] = ['now', 'month', 'all', 'date'];
const AFTERS: readonly Draft['after'][] = ['leave', 'seen', 'move', 'delete'];

interface Props {
  draft: Draft;
  change: (part: Partial<Draft>) => void;
  folders: string[]; /* what a trial found there */
  added?: boolean; /* the mailbox exists: when its fetching began stays unless told */
  wrong?: { field: string; sentence: string } | null;
}

export function FetchFields({ draft, change, folders, added = false, wrong }: Props) {
  const say = useWords(words);
  const errorOf = (field: string) => (wrong?.field === field ? wrong.sentence : null);
  if (!draft.imap) return <p className="quiet">{say.noIn}</p>;
  return (
    <>
      <div className={styles.pair}>
        <NativeSelect label={say.since} description={say.sinceHelp} value={draft.since} onChange={(event) => change({ since: event.currentTarget.value as Since })}
          data={[...(added ? (['keep'] as const) : []), ...SINCES].map((value) => ({ value, label: say.sinces[value] }))} />
        {draft.since === 'date' && <TextInput type="date" label={say.sinceDate} description={'\u00a0'} required withAsterisk={false} value={draft.sinceDate} onChange={(event) => change({ sinceDate: event.currentTarget.value })} />}
      </div>
      <div className={styles.pair}>
        <NativeSelect label={say.after} description={draft.after === 'delete' ? say.afterDelete : undefined} value={draft.after} onChange={(event) => change({ after: event.currentTarget.value as Draft['after'] })}
          data={AFTERS.map((value) => ({ value, label: say.afters[value] }))} />
        {draft.after === 'move' && (
          <Autocomplete label={say.afterFolder} required withAsterisk={false} value={draft.afterFolder} data={folders} error={errorOf('imap.after_folder')} onChange={(afterFolder) => change({ afterFolder })} />
        )}
      </div>
      {added && <div className={styles.pair}><Autocomplete label={say.folder} value={draft.folder} data={folders} error={errorOf('imap.folder')} onChange={(folder) => change({ folder })} /></div>}
    </>
  );
}
