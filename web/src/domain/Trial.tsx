/* A mail that shows whether what leaves from a domain arrives. */
import { Button, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { api } from '#/lib/api';
import type { Domain } from '#/lib/api.gen';
import { common, sentenceOf } from '#/lib/common';
import { tellDone } from '#/lib/tell';
import { useWords } from '#/lib/words';
import { useMe } from '#/session/session';
import styles from './Domain.module.css';
import { words } from './words';

export function Trial({ domain }: { domain: Domain }) {
  const say = useWords(words);
  const sayCommon = useWords(common);
  const [to, setTo] = useState(useMe().email ?? '');
  const send = useMutation({
    mutationFn: () => api.post(`/api/domains/${encodeURIComponent(domain.domain)}/test`, { to: to.trim() }),
    onSuccess: () => tellDone(say.trialSent(to.trim())),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send.mutate();
  };
  return (
    <form onSubmit={submit} className={styles.part}>
      <h3>{say.trial}</h3>
      <p className="quiet">{say.trialHelp}</p>
      <div className={styles.trial}>
        <TextInput size="xs" type="email" label={say.trialTo} value={to} maxLength={320} required withAsterisk={false} error={send.isError ? sentenceOf(sayCommon, send.error) : null} onChange={(event) => setTo(event.currentTarget.value)} />
        <Button size="xs" type="submit" variant="default" disabled={!to.trim()} loading={send.isPending}>{say.trialSend}</Button>
      </div>
    </form>
  );
}
