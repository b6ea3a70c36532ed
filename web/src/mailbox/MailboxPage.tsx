/* One mailbox: how it is, and everything about it that can be changed. */
import { Button, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent, type ReactNode } from 'react';
import { Link, useParams, useSearchParams } from 'react-router';
import { api } from '#/lib/api';
import type { Mailbox, MailboxTrials } from '#/lib/api.gen';
import { common } from '#/lib/common';
import { IconBack, IconPause, IconRetry } from '#/lib/icons';
import { ScreenPage } from '#/lib/page';
import { ErrorState, RowsSkeleton } from '#/lib/states';
import { tellDone, tellError } from '#/lib/tell';
import { TimeAgo } from '#/lib/when';
import { useLanguage, useWords } from '#/lib/words';
import { AddressFields } from './AddressFields';
import { ConnectionFields, Try } from './ConnectionFields';
import { useChangeMailbox, useConsent, useMailbox, usePresets } from './data';
import { bodyOf, draftOf, type Draft } from './draft';
import { FetchFields } from './FetchFields';
import { CatchingUp, HealthBadge, HealthSentence } from './Health';
import styles from './Mailbox.module.css';
import { wrongOf } from './problem';
import { RemoveMailbox } from './RemoveMailbox';
import { words } from './words';

export function Component() {
  const say = useWords(words);
  const { id = '' } = useParams();
  const query = useMailbox(id);
  const back = <Link to="/settings/mailboxes" className={styles.backLink}><IconBack size={14} />{say.back}</Link>;
  if (query.isPending) return <ScreenPage title={say.title} actions={back}><div className="card"><RowsSkeleton rows={4} height={84} /></div></ScreenPage>;
  if (query.isError && !query.data) return <ScreenPage title={say.title} actions={back}><div className="card"><ErrorState error={query.error} retry={() => void query.refetch()} /></div></ScreenPage>;
  const mailbox = query.data;
  return (
    <ScreenPage title={mailbox.name} about={mailbox.address} actions={back}>
      <State mailbox={mailbox} />
      {/* Another version, of a colleague or of ours: the form begins anew. */}
      <Change key={mailbox.version} mailbox={mailbox} />
      <section className={`card ${styles.section}`} aria-labelledby="mailbox-remove">
        <h2 id="mailbox-remove">{say.remove}</h2>
        <p className="quiet">{say.removeText}</p>
        <RemoveMailbox mailbox={mailbox} />
      </section>
    </ScreenPage>
  );
}

type Back = 'granted' | 'refused' | 'expired' | 'failed';

function State({ mailbox }: { mailbox: Mailbox }) {
  const say = useWords(words);
  const language = useLanguage();
  const [parameters] = useSearchParams();
  const change = useChangeMailbox(mailbox.id);
  const consent = useConsent();
  const paused = mailbox.state === 'paused';
  const back = parameters.get('consent') as Back | null;
  const { health } = mailbox;
  const toggle = () => change.mutate({ state: paused ? 'on' : 'paused' }, { onSuccess: () => tellDone(paused ? say.resumed : say.paused), onError: (error) => tellError(language, error) });
  const missing = mailbox.auth === 'oauth2' && (!mailbox.has_secret || health.state === 'signed-out');
  return (
    <section className={`card ${styles.state}`} aria-label={say.states[health.state]}>
      {back && say.consentBack[back] && <p role="status" className={styles.hint} data-good={back === 'granted' || undefined}>{say.consentBack[back]}</p>}
      <div className={styles.stateHead}>
        <HealthBadge mailbox={mailbox} />
        {mailbox.imap && <p className="quiet">{say.lastSuccess}{'\u00a0: '}{health.last_success_at ? <TimeAgo at={health.last_success_at} /> : say.never}</p>}
        {mailbox.imap && health.behind > 0 && health.state !== 'catching-up' && <p className="quiet">{say.behind(health.behind)}</p>}
        <div className={styles.stateActions}>
          {mailbox.imap && <Button size="xs" variant="default" leftSection={paused ? <IconRetry size={14} /> : <IconPause size={14} />} loading={change.isPending} onClick={toggle}>{paused ? say.resume : say.pause}</Button>}
        </div>
      </div>
      <CatchingUp mailbox={mailbox} />
      <HealthSentence mailbox={mailbox} />
      {missing && (
        <div className={styles.missing}>
          {!mailbox.has_secret && <p>{say.consentMissing}</p>}
          <Button size="xs" loading={consent.isPending} onClick={() => consent.mutate(mailbox.id)}>{say.consentAgain}</Button>
        </div>
      )}
      {health.state === 'ok' && <p><Link to="/conversations">{say.toDesk}</Link></p>}
    </section>
  );
}

function Change({ mailbox }: { mailbox: Mailbox }) {
  const say = useWords(words);
  const sayCommon = useWords(common);
  const presets = usePresets().data ?? [];
  const [draft, setDraft] = useState<Draft>(() => draftOf(mailbox));
  const change = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }));
  const changed = JSON.stringify(draft) !== JSON.stringify(draftOf(mailbox));
  const save = useChangeMailbox(mailbox.id);
  const attempt = useMutation({ mutationFn: () => api.post<MailboxTrials>('/api/mailboxes/test', { ...bodyOf(draft), id: mailbox.id }) });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate({ ...bodyOf(draft), version: mailbox.version }, { onSuccess: () => tellDone(say.saved) });
  };
  const wrong = wrongOf(say, sayCommon, save.error ?? attempt.error);
  return (
    <form onSubmit={submit} noValidate>
      <Section id="addresses" title={say.sections.addresses}>
        <TextInput label={say.name} description={say.nameHelp} maxLength={200} value={draft.name} onChange={(event) => change({ name: event.currentTarget.value })} />
        <AddressFields draft={draft} change={change} wrong={wrong} />
      </Section>
      <Section id="connection" title={say.sections.connection}>
        <ConnectionFields draft={draft} change={change} preset={presets.find((one) => one.provider === draft.provider)} known={mailbox.has_secret && mailbox.auth === 'password'} wrong={wrong} />
        <Try draft={draft} trials={attempt.data} pending={attempt.isPending} error={attempt.isError && !wrong?.field ? attempt.error : null} disabled={false} onTry={() => attempt.mutate()} />
      </Section>
      <Section id="fetching" title={say.sections.fetching}>
        <FetchFields draft={draft} change={change} folders={attempt.data?.imap?.folders ?? []} added wrong={wrong} />
      </Section>
      {changed && (
        <div className={styles.saveBar} role="group" aria-label={say.unsaved}>
          <p>{wrong && save.isError ? <span role="alert" className={styles.problem}>{wrong.sentence}</span> : say.unsaved}</p>
          <Button variant="default" onClick={() => { setDraft(draftOf(mailbox)); save.reset(); }}>{say.undo}</Button>
          <Button type="submit" loading={save.isPending}>{sayCommon.save}</Button>
        </div>
      )}
    </form>
  );
}

function Section({ id, title, children }: { id: string; title: string; children: ReactNode }) {
  return (
    <section className={`card ${styles.section}`} aria-labelledby={`mailbox-${id}`}>
      <h2 id={`mailbox-${id}`}>{title}</h2>
      <div className={styles.form}>{children}</div>
    </section>
  );
}
