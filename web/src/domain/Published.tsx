/* A record to publish, ready to be copied. */
import { Button, CopyButton } from '@mantine/core';
import { useWords } from '#/lib/words';
import styles from './Domain.module.css';
import { words } from './words';

export function Published({ name, value }: { name: string; value: string }) {
  const say = useWords(words);
  return (
    <div className={styles.published}>
      <p className={styles.label}>{say.wanted}</p>
      <dl>
        <dt>{say.recordType}</dt>
        <dd><code>TXT</code></dd>
        <dt>{say.recordName}</dt>
        <dd><code>{name}</code><Copy label={say.copyName(name)} value={name} /></dd>
        <dt>{say.recordValue}</dt>
        <dd><code>{value}</code><Copy label={say.copyValue(name)} value={value} /></dd>
      </dl>
      <p className="quiet">{say.wantedHelp}</p>
    </div>
  );
}

function Copy({ label, value }: { label: string; value: string }) {
  const say = useWords(words);
  return (
    <CopyButton value={value}>
      {({ copied, copy }) => <Button size="compact-xs" variant={copied ? 'light' : 'default'} aria-label={copied ? say.copied : label} onClick={copy}>{copied ? say.copied : say.copy}</Button>}
    </CopyButton>
  );
}
