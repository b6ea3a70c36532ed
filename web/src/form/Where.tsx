/* Where the answers to a form go, and from where we answer. */
import { NativeSelect } from '@mantine/core';
import { useTeams } from '#/conversation/data';
import type { FormDraft } from '#/lib/api.gen';
import { useWords } from '#/lib/words';
import { useOurAddresses } from './data';
import styles from './Form.module.css';
import { words } from './words';

export function Where({ draft, change }: { draft: FormDraft; change: (part: Partial<FormDraft>) => void }) {
  const say = useWords(words);
  const teams = useTeams().data?.items ?? [];
  const addresses = useOurAddresses().data ?? [];
  return (
    <section className={`card ${styles.section}`}>
      <h2>{say.where}</h2>
      <div className={styles.pair}>
        <NativeSelect label={say.team} value={draft.team ?? ''} data={[{ value: '', label: say.noTeam }, ...teams.map((team) => ({ value: team.id, label: team.name }))]} onChange={(event) => change({ team: event.currentTarget.value || null })} />
        <NativeSelect label={say.address} value={draft.address ?? ''} data={[{ value: '', label: say.usualAddress }, ...addresses.map((address) => ({ value: address, label: address }))]} onChange={(event) => change({ address: event.currentTarget.value || null })} />
      </div>
    </section>
  );
}
