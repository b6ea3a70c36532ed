/* How a mailbox is, at a glance and in a sentence with what to do. */
import { Progress } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Mailbox, MailboxHealth } from '#/lib/api.gen';
import { IconCheck, IconInfo, IconLock, IconPause, IconRetry, IconWarning, type IconProps } from '#/lib/icons';
import { formatNumber, useLanguage, useWords } from '#/lib/words';
import styles from './Mailbox.module.css';
import { words } from './words';

type State = MailboxHealth['state'];

const LOOKS: Record<State, { icon: (props: IconProps) => ReactNode; tone: 'good' | 'calm' | 'warn' | 'bad' | 'quiet' }> = {
  new: { icon: IconInfo, tone: 'calm' },
  ok: { icon: IconCheck, tone: 'good' },
  'catching-up': { icon: IconRetry, tone: 'calm' },
  late: { icon: IconWarning, tone: 'warn' },
  failing: { icon: IconWarning, tone: 'bad' },
  paused: { icon: IconPause, tone: 'quiet' },
  'signed-out': { icon: IconLock, tone: 'bad' },
};

export function HealthBadge({ mailbox }: { mailbox: Mailbox }) {
  const say = useWords(words);
  const { state } = mailbox.health;
  const { icon: Icon, tone } = LOOKS[state];
  if (!mailbox.imap && state !== 'paused') return <span className={styles.badge} data-tone="quiet"><IconInfo size={14} />{say.outOnly}</span>;
  return <span className={styles.badge} data-tone={tone}><Icon size={14} />{say.states[state]}</span>;
}

export function useErrorSentence(): (code: string | null) => string {
  const say = useWords(words);
  return (code) => (say.errors as Record<string, string>)[code ?? 'other'] ?? say.errors.other;
}

/* An error of before is told only while it still stands in the way. */
export function HealthSentence({ mailbox }: { mailbox: Mailbox }) {
  const say = useWords(words);
  const sentence = useErrorSentence();
  const { state, last_error: error } = mailbox.health;
  if (!mailbox.imap && state !== 'paused') return <p className={styles.sentence}>{say.outOnlyHelp}</p>;
  const wrong = error !== null && (state === 'failing' || state === 'late' || state === 'signed-out' || state === 'new');
  return (
    <div className={styles.sentence}>
      {wrong && <p><b>{sentence(error.code)}</b></p>}
      <p>{say.stateHelp[state]}</p>
      {wrong && error.detail && <p className={styles.detail}>{say.serverSays} <code>{error.detail}</code></p>}
    </div>
  );
}

export function CatchingUp({ mailbox }: { mailbox: Mailbox }) {
  const say = useWords(words);
  const language = useLanguage();
  const { health } = mailbox;
  if (!mailbox.imap || (health.state !== 'catching-up' && health.state !== 'new')) return null;
  const share = health.total > 0 ? Math.min(100, (100 * health.fetched) / health.total) : 0;
  const told = health.total > 0 ? say.progress(formatNumber(language, health.fetched), formatNumber(language, health.total)) : say.progressStart;
  return (
    <div className={styles.progress}>
      <Progress.Root size="md">
        <Progress.Section value={share} aria-label={say.states['catching-up']} aria-valuetext={told} />
      </Progress.Root>
      <p className="tabular">{told}</p>
    </div>
  );
}
