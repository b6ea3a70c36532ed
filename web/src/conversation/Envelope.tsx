/* Who gets the reply: one calm line; all of it when asked. */
import { Checkbox, SegmentedControl, Select, TagsInput, TextInput } from '@mantine/core';
import { useId, useState } from 'react';
import type { Recipient, Reply } from '#/lib/api.gen';
import { IconWarning } from '#/lib/icons';
import { dateTime } from '#/lib/time';
import { useLanguage, useWords } from '#/lib/words';
import styles from './Envelope.module.css';
import { addressesOf, type Mode, type Sending } from './reply';
import { words } from './words';

interface EnvelopeProps {
  sending: Sending;
  proposed: Reply | undefined;
  onChange: (next: Partial<Sending>) => void;
}

const RECIPIENTS_MAX = 50; /* LIMIT_RECIPIENTS */

export function Envelope({ sending, proposed, onChange }: EnvelopeProps) {
  const say = useWords(words);
  const [opened, setOpened] = useState(false);
  const open = opened || sending.mode === 'forward';
  const id = useId();
  const to = sending.to ?? addressesOf(proposed?.to);
  const cc = sending.cc ?? addressesOf(proposed?.cc);
  const known = [...(proposed?.to ?? []), ...(proposed?.cc ?? []), ...(proposed?.left_out ?? [])];
  const name = (address: string) => known.find((one) => one.address === address)?.name || address;
  const line = [
    to.length ? `${say.to} ${to.map(name).join(', ')}` : say.toNobody,
    cc.length ? `${say.cc} ${cc.map(name).join(', ')}` : '',
    sending.bcc.length ? `${say.bcc} ${sending.bcc.join(', ')}` : '',
    sending.from ? `${say.from} ${sending.from}` : '',
  ];

  return (
    <div className={styles.envelope}>
      <div className={styles.line}>
        <span className={styles.summary} title={line.filter(Boolean).join(' · ')}>{line.filter(Boolean).join(' · ')}</span>
        <button type="button" aria-expanded={open} aria-controls={id} onClick={() => setOpened(!open)}>{open ? say.envelopeLess : say.envelopeMore}</button>
      </div>
      <Warnings addresses={[...to, ...cc, ...sending.bcc]} known={known} />
      {open && (
        <div id={id} className={styles.fields}>
          <SegmentedControl size="xs" aria-label={say.mode} value={sending.mode} onChange={(mode) => onChange({ mode: mode as Mode, to: null, cc: null })}
            data={(['reply', 'all', 'forward'] as const).map((value) => ({ value, label: say.modes[value] }))} />
          {(proposed?.froms.length ?? 0) > 1 && (
            <Select size="xs" label={say.from} className={styles.wide} allowDeselect={false} value={sending.from ?? proposed?.from?.address ?? null} onChange={(from) => onChange({ from })}
              data={proposed?.froms.map((one) => ({ value: one.address, label: one.name ? `${one.name} <${one.address}>` : one.address }))} />
          )}
          {sending.mode === 'forward' && <TextInput size="xs" label={say.subject} className={styles.wide} maxLength={250} value={sending.subject ?? proposed?.subject ?? ''} onChange={(event) => onChange({ subject: event.currentTarget.value })} />}
          <Addresses label={say.to} value={to} onChange={(next) => onChange({ to: next })} />
          <Addresses label={say.cc} value={cc} onChange={(next) => onChange({ to, cc: next })} />
          <Addresses label={say.bccLong} value={sending.bcc} onChange={(bcc) => onChange({ bcc })} />
          {proposed && proposed.left_out.length > 0 && <p className="quiet">{say.leftOut(addressesOf(proposed.left_out).join(', '))}</p>}
          <div className={styles.choices}>
            {sending.mode !== 'forward' && proposed?.message && (
              <Checkbox size="xs" label={say.quoteBelow} checked={sending.quote} onChange={(event) => onChange({ quote: event.currentTarget.checked })} />
            )}
            {proposed?.signature && <Checkbox size="xs" label={say.signature} checked={sending.signature} onChange={(event) => onChange({ signature: event.currentTarget.checked })} />}
          </div>
        </div>
      )}
    </div>
  );
}

function Addresses({ label, value, onChange }: { label: string; value: string[]; onChange: (next: string[]) => void }) {
  const clean = (given: string[]) => onChange([...new Set(given.map((one) => one.trim().replace(/^.*<([^<>]+)>$/, '$1').toLowerCase()).filter(Boolean))]);
  return <TagsInput size="xs" label={label} className={styles.wide} value={value} onChange={clean} splitChars={[',', ';', ' ']} acceptValueOnBlur maxTags={RECIPIENTS_MAX} />;
}

function Warnings({ addresses, known }: { addresses: string[]; known: Recipient[] }) {
  const say = useWords(words);
  const language = useLanguage();
  const warned = known.filter((one) => addresses.includes(one.address) && (one.failed_at || one.machine));
  return (
    <div role="status">
      {warned.map((one) => (
        <p key={one.address} className={styles.warning}>
          <IconWarning size={14} />
          {one.failed_at ? say.addressFails(one.address, dateTime(language, one.failed_at)) : say.addressMachine(one.address)}
        </p>
      ))}
    </div>
  );
}

/* What will stand below, as it will stand. */
export function Below({ sending, proposed }: { sending: Sending; proposed: Reply | undefined }) {
  const say = useWords(words);
  const signature = sending.signature ? proposed?.signature : null;
  const quote = sending.quote || sending.mode === 'forward' ? proposed?.text : '';
  if (!signature && !quote) return null;
  return (
    <details className={styles.below}>
      <summary>{signature && quote ? say.belowBoth : quote ? say.belowQuote : say.belowSignature}</summary>
      <pre tabIndex={0}>{[signature && `-- \n${signature}`, quote].filter(Boolean).join('\n\n')}</pre>
    </details>
  );
}
