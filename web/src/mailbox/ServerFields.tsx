/* One direction of a mailbox: its server, or that there is none. */
import { NativeSelect, NumberInput, Switch, TextInput } from '@mantine/core';
import type { MailboxSmtp } from '#/lib/api.gen';
import { useWords } from '#/lib/words';
import styles from './Mailbox.module.css';
import { words } from './words';

/* The usual port of each encryption: followed as long as the port is a usual one. */
const PORTS = { imap: { tls: 993, starttls: 143, none: 143 }, smtp: { tls: 465, starttls: 587, none: 25 } } as const;

interface Props {
  kind: 'imap' | 'smtp';
  server: MailboxSmtp | null;
  usual: MailboxSmtp;
  onChange: (server: MailboxSmtp | null) => void;
  error?: string | null;
}

export function ServerFields({ kind, server, usual, onChange, error }: Props) {
  const say = useWords(words);
  const title = kind === 'imap' ? say.serverIn : say.serverOut;
  const secure = (security: MailboxSmtp['security']) => {
    if (!server) return;
    const usualPort = Object.values(PORTS[kind]).some((port) => port === server.port);
    onChange({ ...server, security, port: usualPort ? PORTS[kind][security] : server.port });
  };
  return (
    <fieldset className={styles.server}>
      <legend><Switch label={title} checked={server !== null} onChange={(event) => onChange(event.currentTarget.checked ? { ...usual } : null)} /></legend>
      {server ? (
        <div className={styles.serverFields}>
          <TextInput label={say.host} value={server.host} required withAsterisk={false} maxLength={253} spellCheck={false} autoCapitalize="off" error={error}
            onChange={(event) => onChange({ ...server, host: event.currentTarget.value })} />
          <NumberInput label={say.port} value={server.port} min={1} max={65535} hideControls allowDecimal={false} onChange={(port) => onChange({ ...server, port: Number(port) || 0 })} />
          <NativeSelect label={say.security} value={server.security} onChange={(event) => secure(event.currentTarget.value as MailboxSmtp['security'])}
            data={(['tls', 'starttls', 'none'] as const).map((value) => ({ value, label: say.securities[value] }))} />
          {server.security === 'none' && <p className={styles.note}>{say.securityNone}</p>}
        </div>
      ) : <p className="quiet">{kind === 'imap' ? say.noIn : say.noOut}</p>}
    </fieldset>
  );
}
