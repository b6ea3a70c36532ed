/* Where the answers to a form go, what their conversations begin with, and from where we answer. */
import { Button, NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { useTeams } from '#/conversation/data';
import { deskWords } from '#/conversation/desk-words';
import { PRIORITIES } from '#/conversation/views';
import type { FormDraft } from '#/lib/api.gen';
import { IconTag } from '#/lib/icons';
import { useWords } from '#/lib/words';
import { useTags } from '#/tag/data';
import { TagChip } from '#/tag/TagChip';
import { TagPicker } from '#/tag/TagPicker';
import { words as tagWords } from '#/tag/words';
import { useOurAddresses } from './data';
import styles from './Form.module.css';
import { words } from './words';

interface Props {
  draft: FormDraft;
  change: (part: Partial<FormDraft>) => void;
}

export function Where({ draft, change }: Props) {
  const say = useWords(words);
  const sayDesk = useWords(deskWords);
  const teams = useTeams().data?.items ?? [];
  const addresses = useOurAddresses().data ?? [];
  return (
    <section className={`card ${styles.section}`}>
      <h2>{say.where}</h2>
      <div className={styles.pair}>
        <NativeSelect label={say.team} value={draft.team ?? ''} data={[{ value: '', label: say.noTeam }, ...teams.map((team) => ({ value: team.id, label: team.name }))]} onChange={(event) => change({ team: event.currentTarget.value || null })} />
        <NativeSelect label={sayDesk.priority} value={draft.priority ?? ''} data={[{ value: '', label: say.usualPriority }, ...PRIORITIES.map((one) => ({ value: one, label: sayDesk.priorities[one] }))]} onChange={(event) => change({ priority: (event.currentTarget.value || null) as FormDraft['priority'] })} />
      </div>
      <Tags draft={draft} change={change} />
      <div className={styles.pair}>
        <NativeSelect label={say.address} value={draft.address ?? ''} data={[{ value: '', label: say.usualAddress }, ...addresses.map((address) => ({ value: address, label: address }))]} onChange={(event) => change({ address: event.currentTarget.value || null })} />
      </div>
    </section>
  );
}

function Tags({ draft, change }: Props) {
  const say = useWords(words);
  const sayTags = useWords(tagWords);
  const [opened, setOpened] = useState(false);
  const all = useTags().data ?? [];
  const ids = draft.tags ?? [];
  const chosen = all.filter((tag) => ids.includes(tag.id));
  return (
    <div>
      <p id="form-tags" className={styles.legend}>{sayTags.tags}</p>
      <div className={styles.tags} role="group" aria-labelledby="form-tags">
        {chosen.map((tag) => <TagChip key={tag.id} tag={tag} onRemove={() => change({ tags: ids.filter((id) => id !== tag.id) })} />)}
        <TagPicker chosen={chosen} opened={opened} onOpened={setOpened}
          onToggle={(tag, on) => change({ tags: on ? [...ids, tag.id] : ids.filter((id) => id !== tag.id) })}
          target={(toggle) => <Button size="compact-xs" variant="subtle" color="gray" leftSection={<IconTag size={14} />} onClick={toggle} aria-haspopup="listbox" aria-expanded={opened}>{sayTags.put}</Button>} />
      </div>
      <p className="quiet">{say.tagsHelp}</p>
    </div>
  );
}
