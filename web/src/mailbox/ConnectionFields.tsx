/* How to reach a mailbox and sign in there; and trying it. */
import { Button, PasswordInput, Radio, Switch, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { MailboxPreset, MailboxTrials } from '#/lib/api.gen';
import { common, sentenceOf } from '#/lib/common';
import { IconDown, IconInfo, IconNext } from '#/lib/icons';
import { useWords } from '#/lib/words';
import { Client } from './Client';
import { USUAL_IN, USUAL_OUT, type Draft } from './draft';
import styles from './Mailbox.module.css';
import { ServerFields } from './ServerFields';
import { allWell, noneWell, Trials } from './Trials';
import { words } from './words';

interface Props {
  draft: Draft;
  change: (part: Partial<Draft>) => void;
  preset: MailboxPreset | undefined;
  known?: boolean; /* a password is kept already */
  unfold?: boolean; /* the servers are to be looked at */
  wrong?: { field: string; sentence: string } | null;
}

export function ConnectionFields({ draft, change, preset, known = false, unfold = false, wrong }: Props) {
  const say = useWords(words);
  const [open, setOpen] = useState(unfold);
  const ways = preset && preset.auth.length > 0 ? preset.auth : ['password'];
  const errorOf = (field: string) => (wrong?.field === field ? wrong.sentence : null);
  const shown = open || (wrong?.field ?? '').match(/^(imap|smtp)/) !== null;
  return (
    <>
      {ways.length > 1 && (
        <Radio.Group label={say.auth} value={draft.auth} onChange={(auth) => change({ auth: auth as Draft['auth'] })}>
          <div className={styles.radios}>
            {ways.map((way) => way === 'password' || way === 'oauth2' ? <Radio key={way} value={way} label={say.auths[way]} description={say.authHelp[way]} /> : null)}
          </div>
        </Radio.Group>
      )}
      {preset?.help && (draft.auth === 'password' || preset.help === 'oauth-only') && <p className={styles.hint}><IconInfo size={16} /><span>{say.help[preset.help]}</span></p>}
      <div className={styles.pair}>
        <TextInput label={say.user} description={say.userHelp} value={draft.user} maxLength={320} spellCheck={false} autoCapitalize="off" autoComplete="off" error={errorOf('user')}
          onChange={(event) => change({ user: event.currentTarget.value })} />
        {draft.auth === 'password' && (
          <PasswordInput label={known ? say.passwordKept : say.password} description={known ? say.passwordKeptHelp : say.authHelp.password} value={draft.password} autoComplete="new-password"
            error={errorOf('password')} onChange={(event) => change({ password: event.currentTarget.value })} />
        )}
      </div>
      {draft.auth === 'oauth2' && <Client provider={draft.provider} />}
      <div>
        <button type="button" className={styles.fold} aria-expanded={shown} onClick={() => setOpen(!open)}>{shown ? <IconDown size={14} /> : <IconNext size={14} />}{say.serversShow}</button>
        {shown && (
          <div className={styles.servers}>
            <ServerFields kind="imap" server={draft.imap} usual={preset?.imap ?? USUAL_IN} onChange={(imap) => change({ imap })} error={errorOf('imap.host')} />
            <ServerFields kind="smtp" server={draft.smtp} usual={preset?.smtp ?? USUAL_OUT} onChange={(smtp) => change({ smtp })} error={errorOf('smtp.host')} />
            <Switch label={say.plus} description={say.plusHelp} checked={draft.plus} onChange={(event) => change({ plus: event.currentTarget.checked })} />
          </div>
        )}
      </div>
    </>
  );
}

interface TryProps {
  draft: Draft; /* what is tried */
  trials: MailboxTrials | undefined;
  pending: boolean;
  error: unknown;
  disabled: boolean;
  submits?: boolean; /* Enter in the form tries */
  onTry: () => void;
}

export function Try({ draft, trials, pending, error, disabled, submits = false, onTry }: TryProps) {
  const say = useWords(words);
  const sayCommon = useWords(common);
  return (
    <div className={styles.try}>
      <div className={styles.tryBar}>
        <Button variant={trials && allWell(trials) ? 'default' : 'light'} loading={pending} disabled={disabled} type={submits ? 'submit' : 'button'} onClick={submits ? undefined : onTry}>{trials ? say.testAgain : say.test}</Button>
        <p role="status" className={styles.tryState}>
          {pending ? say.testing : trials ? (allWell(trials) ? say.testOk : noneWell(trials) ? '' : say.testHalf) : ''}
        </p>
      </div>
      {error !== null && <p role="alert" className={styles.problem}>{sentenceOf(sayCommon, error)}</p>}
      {trials && !pending && <Trials trials={trials} draft={draft} />}
    </div>
  );
}
