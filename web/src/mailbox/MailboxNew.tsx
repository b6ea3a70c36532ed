/* Adding a mailbox in three steps: whose it is, how to reach it, what to do with what comes. Nothing is kept
 * before the end. */
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState, type FormEvent } from 'react';
import { Link, useNavigate } from 'react-router';
import { api } from '#/lib/api';
import type { Mailbox, MailboxPreset, MailboxTrials } from '#/lib/api.gen';
import { common } from '#/lib/common';
import { IconBack, IconCheck } from '#/lib/icons';
import { ScreenPage } from '#/lib/page';
import { tellDone, tellError } from '#/lib/tell';
import { useLanguage, useWords } from '#/lib/words';
import { AddressFields } from './AddressFields';
import { ConnectionFields, Try } from './ConnectionFields';
import { putMailbox, readPresets, useClient, useConsent } from './data';
import { bodyOf, EMPTY, isAddress, withPreset, type Draft } from './draft';
import { FetchFields } from './FetchFields';
import styles from './Mailbox.module.css';
import { wrongOf } from './problem';
import { allWell, noneWell } from './Trials';
import { words } from './words';

const STEPS = ['address', 'connection', 'fetching'] as const;
type Step = (typeof STEPS)[number];

export function Component() {
  const say = useWords(words);
  const [step, setStep] = useState<Step>('address');
  const [draft, setDraft] = useState<Draft>(EMPTY);
  const [presets, setPresets] = useState<MailboxPreset[]>([]);
  const [trials, setTrials] = useState<MailboxTrials>();
  const change = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }));
  const preset = presets.find((one) => one.provider === draft.provider);

  return (
    <ScreenPage title={say.newTitle} actions={<Link to="/settings/mailboxes" className={styles.backLink}><IconBack size={14} />{say.back}</Link>}>
      <ol className={styles.steps}>
        {STEPS.map((one, index) => (
          <li key={one} aria-current={one === step ? 'step' : undefined} data-done={index < STEPS.indexOf(step) || undefined}>
            <span aria-hidden="true">{index < STEPS.indexOf(step) ? <IconCheck size={12} /> : index + 1}</span>{say.steps[one]}
          </li>
        ))}
      </ol>
      <div className={`card ${styles.wizard}`}>
        <StepTitle step={step} />
        {step === 'address' && <AddressStep draft={draft} change={change} presets={presets} onPresets={setPresets} onPick={(one) => setDraft((before) => withPreset(before, one))} onNext={() => { setTrials(undefined); setStep('connection'); }} />}
        {step === 'connection' && <ConnectionStep draft={draft} change={change} preset={preset} trials={trials} onTrials={setTrials} onBack={() => setStep('address')} onNext={() => setStep('fetching')} />}
        {step === 'fetching' && <FetchStep draft={draft} change={change} folders={trials?.imap?.folders ?? []} onBack={() => setStep('connection')} />}
      </div>
    </ScreenPage>
  );
}

/* Takes the keyboard when a step begins, and is read aloud. */
function StepTitle({ step }: { step: Step }) {
  const say = useWords(words);
  const title = useRef<HTMLHeadingElement>(null);
  const first = useRef(true);
  useEffect(() => {
    if (!first.current) title.current?.focus();
    first.current = false;
  }, [step]);
  return <h2 ref={title} tabIndex={-1} className={styles.stepTitle}>{say.stepOf(STEPS.indexOf(step) + 1, say.steps[step])}</h2>;
}

interface AddressProps {
  draft: Draft;
  change: (part: Partial<Draft>) => void;
  presets: MailboxPreset[];
  onPresets: (presets: MailboxPreset[]) => void;
  onPick: (preset: MailboxPreset) => void;
  onNext: () => void;
}

function AddressStep({ draft, change, presets, onPresets, onPick, onNext }: AddressProps) {
  const say = useWords(words);
  const language = useLanguage();
  const [wrong, setWrong] = useState(false);
  const [asked, setAsked] = useState('');
  const address = draft.address.trim();
  const look = useMutation({
    mutationFn: () => readPresets(address),
    onSuccess: (found) => {
      onPresets(found);
      setAsked(address);
      const pick = found.find((one) => one.guessed) ?? found.find((one) => one.provider === 'other');
      if (pick) onPick(pick);
    },
    onError: (error) => tellError(language, error),
  });
  const known = asked !== '' && asked === address;
  const guess = presets.find((one) => one.guessed);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setWrong(!isAddress(address));
    if (!isAddress(address)) return;
    if (known) onNext();
    else look.mutate();
  };
  const told = !guess || (guess.provider === 'other' && !guess.imap) ? say.providerUnknown : guess.provider === 'other' ? say.providerGuessed : say.providerFound(guess.name);
  return (
    <form onSubmit={submit} noValidate className={styles.form}>
      <TextInput label={say.address} description={say.addressHelp} type="email" autoFocus required withAsterisk={false} maxLength={320} value={draft.address} error={wrong && !isAddress(address) ? say.addressWrong : null}
        onChange={(event) => change({ address: event.currentTarget.value, user: '' })} />
      <p role="status" className={styles.found}>{look.isPending ? say.looking : known ? told : ''}</p>
      {known && (
        <NativeSelect label={say.provider} value={draft.provider} data={presets.map((one) => ({ value: one.provider, label: one.name || say.other }))}
          onChange={(event) => { const pick = presets.find((one) => one.provider === event.currentTarget.value); if (pick) onPick(pick); }} />
      )}
      <div className={styles.bar}><Button type="submit" loading={look.isPending}>{say.next}</Button></div>
    </form>
  );
}

interface ConnectionProps {
  draft: Draft;
  change: (part: Partial<Draft>) => void;
  preset: MailboxPreset | undefined;
  trials: MailboxTrials | undefined;
  onTrials: (trials: MailboxTrials | undefined) => void;
  onBack: () => void;
  onNext: () => void;
}

function ConnectionStep({ draft, change, preset, trials, onTrials, onBack, onNext }: ConnectionProps) {
  const say = useWords(words);
  const sayCommon = useWords(common);
  const attempt = useMutation({
    mutationFn: () => api.post<MailboxTrials>('/api/mailboxes/test', bodyOf(draft)),
    onMutate: () => onTrials(undefined),
    onSuccess: onTrials,
  });
  /* The provider's consent comes last, once the mailbox is there to receive it. */
  const consent = draft.auth === 'oauth2';
  const registered = !!useClient(draft.provider, consent).data?.client_id;
  const ready = consent ? registered : trials !== undefined && allWell(trials);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (ready) onNext();
    else if (!consent) attempt.mutate();
  };
  const edit = (part: Partial<Draft>) => {
    change(part);
    onTrials(undefined);
  };
  const unknown = !draft.imap?.host && !draft.smtp?.host;
  const wrong = wrongOf(say, sayCommon, attempt.error);
  return (
    <form onSubmit={submit} noValidate className={styles.form}>
      <ConnectionFields draft={draft} change={edit} preset={preset} unfold={unknown || draft.provider === 'other'} wrong={wrong} />
      {!consent && <Try draft={draft} trials={trials} pending={attempt.isPending} error={attempt.isError && !wrong?.field ? attempt.error : null} disabled={unknown} submits={!ready} onTry={() => attempt.mutate()} />}
      <div className={styles.bar}>
        <Button variant="default" onClick={onBack}>{say.previous}</Button>
        {trials && !allWell(trials) && !noneWell(trials) && <Button variant="subtle" onClick={onNext}>{say.skipTest}</Button>}
        {(ready || consent) && <Button type="submit" disabled={!ready}>{say.next}</Button>}
      </div>
    </form>
  );
}

function FetchStep({ draft, change, folders, onBack }: { draft: Draft; change: (part: Partial<Draft>) => void; folders: string[]; onBack: () => void }) {
  const say = useWords(words);
  const sayCommon = useWords(common);
  const navigate = useNavigate();
  const client = useQueryClient();
  const consent = useConsent();
  const add = useMutation({
    mutationFn: () => api.post<Mailbox>('/api/mailboxes', bodyOf(draft)),
    onSuccess: (mailbox) => {
      putMailbox(client, mailbox);
      tellDone(say.added);
      if (draft.auth === 'oauth2') consent.mutate(mailbox.id, { onError: () => void navigate(`/settings/mailboxes/${mailbox.id}`) });
      else void navigate(`/settings/mailboxes/${mailbox.id}`);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.mutate();
  };
  const wrong = wrongOf(say, sayCommon, add.error);
  return (
    <form onSubmit={submit} className={styles.form}>
      <TextInput label={say.name} description={say.nameHelp} maxLength={200} placeholder={draft.address.trim()} value={draft.name} onChange={(event) => change({ name: event.currentTarget.value })} />
      <FetchFields draft={draft} change={change} folders={folders} wrong={wrong} />
      <h3 className={styles.subtitle}>{say.addresses}</h3>
      <p className="quiet">{say.addressesHelp}</p>
      <AddressFields draft={draft} change={change} wrong={wrong} />
      {wrong && <p role="alert" className={styles.problem}>{wrong.sentence}</p>}
      <div className={styles.bar}>
        <Button variant="default" onClick={onBack}>{say.previous}</Button>
        <Button type="submit" loading={add.isPending || consent.isPending}>{draft.auth === 'oauth2' ? say.finishConsent : say.finish}</Button>
      </div>
    </form>
  );
}
