/* The addresses of a mailbox: what people see beside each, what is signed, who takes what comes there. */
import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useTeams } from '#/conversation/data';
import { IconPlus } from '#/lib/icons';
import { useWords } from '#/lib/words';
import type { Draft, DraftAddress } from './draft';
import styles from './Mailbox.module.css';
import { words } from './words';

const ADDRESSES_MAX = 50;

export function AddressFields({ draft, change, wrong }: { draft: Draft; change: (part: Partial<Draft>) => void; wrong?: { field: string; sentence: string } | null }) {
  const say = useWords(words);
  const put = (index: number, part: Partial<DraftAddress>) => change({ addresses: draft.addresses.map((one, at) => (at === index ? { ...one, ...part } : one)) });
  return (
    <div className={styles.addresses}>
      {draft.addresses.map((one, index) => (
        <OneAddress key={index} own={index === 0} address={index === 0 ? draft.address : one.address} value={one} onChange={(part) => put(index, part)}
          error={wrong?.field === `addresses[${index}].address` ? wrong.sentence : null}
          onRemove={index === 0 ? null : () => change({ addresses: draft.addresses.filter((_, at) => at !== index) })} />
      ))}
      {draft.addresses.length < ADDRESSES_MAX && (
        <div>
          <Button size="xs" variant="default" leftSection={<IconPlus size={14} />} onClick={() => change({ addresses: [...draft.addresses, { address: '', name: '', signature: '', team: null }] })}>{say.addAlias}</Button>
        </div>
      )}
    </div>
  );
}

interface OneProps {
  own: boolean;
  address: string;
  value: DraftAddress;
  onChange: (part: Partial<DraftAddress>) => void;
  onRemove: (() => void) | null;
  error: string | null;
}

function OneAddress({ own, address, value, onChange, onRemove, error }: OneProps) {
  const say = useWords(words);
  const teams = useTeams().data?.items ?? [];
  return (
    <fieldset className={styles.address} aria-label={address || undefined}>
      <div className={styles.addressHead}>
        {own ? <p className={styles.own}><b>{address}</b> <span className="quiet">{say.mainAddress}</span></p> : (
          <TextInput label={say.alias} type="email" value={value.address} maxLength={320} required withAsterisk={false} error={error} autoFocus={!value.address}
            onChange={(event) => onChange({ address: event.currentTarget.value })} />
        )}
        {onRemove && <Button size="compact-xs" variant="subtle" color="red" onClick={onRemove} aria-label={say.removeAlias(address)}>{say.sections.remove}</Button>}
      </div>
      <div className={styles.pair}>
        <TextInput label={say.people} description={say.peopleHelp} value={value.name} maxLength={200} onChange={(event) => onChange({ name: event.currentTarget.value })} />
        <NativeSelect label={say.team} description={'\u00a0'} value={value.team ?? ''} onChange={(event) => onChange({ team: event.currentTarget.value || null })}
          data={[{ value: '', label: say.noTeam }, ...teams.map((team) => ({ value: team.id, label: team.name }))]} />
      </div>
      <Textarea label={say.signature} description={own ? say.signatureHelp : undefined} autosize minRows={2} maxRows={8} maxLength={4000} value={value.signature}
        onChange={(event) => onChange({ signature: event.currentTarget.value })} />
    </fieldset>
  );
}
