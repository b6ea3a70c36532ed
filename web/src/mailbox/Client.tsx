/* The organisation as a client of a provider's OAuth2: told once, for all mailboxes there. */
import { Button, CopyButton, PasswordInput, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '#/lib/api';
import type { MailboxClient } from '#/lib/api.gen';
import { common, sentenceOf } from '#/lib/common';
import { IconCheck } from '#/lib/icons';
import { ErrorState, RowsSkeleton } from '#/lib/states';
import { tellDone } from '#/lib/tell';
import { useWords } from '#/lib/words';
import { keys, useClient } from './data';
import styles from './Mailbox.module.css';
import { words } from './words';

export function Client({ provider }: { provider: string }) {
  const say = useWords(words);
  const query = useClient(provider);
  const [changing, setChanging] = useState(false);
  if (query.isPending) return <RowsSkeleton rows={1} />;
  if (query.isError) return <ErrorState error={query.error} retry={() => void query.refetch()} />;
  if (query.data.client_id && !changing) {
    return (
      <p className={styles.hint} data-good>
        <IconCheck size={16} /><span>{say.clientKnown}</span>
        <Button size="compact-xs" variant="subtle" onClick={() => setChanging(true)}>{say.clientChange}</Button>
      </p>
    );
  }
  return <Form key={provider} known={query.data} onDone={() => setChanging(false)} />;
}

/* Not a form element: it stands inside of one. */
function Form({ known, onDone }: { known: MailboxClient; onDone: () => void }) {
  const say = useWords(words);
  const sayCommon = useWords(common);
  const client = useQueryClient();
  const [id, setId] = useState(known.client_id ?? '');
  const [secret, setSecret] = useState('');
  const [where, setWhere] = useState({ authorize_url: known.authorize_url ?? '', token_url: known.token_url ?? '', scope: known.scope ?? '' });
  const usual = known.provider !== 'other';
  const save = useMutation({
    mutationFn: () => api.put<MailboxClient>(`/api/mailboxes/clients/${encodeURIComponent(known.provider)}`, { client_id: id.trim(), ...(secret ? { secret } : {}), ...(usual ? {} : where) }),
    onSuccess: (saved) => {
      client.setQueryData(keys.client(known.provider), saved);
      tellDone(say.clientSaved);
      onDone();
    },
  });
  return (
    <fieldset className={styles.client}>
      <legend>{say.client}</legend>
      <p className="quiet">{say.clientText}</p>
      <Copied label={say.redirect} value={known.redirect_url} />
      <div className={styles.pair}>
        <TextInput label={say.clientId} value={id} spellCheck={false} autoComplete="off" onChange={(event) => setId(event.currentTarget.value)} />
        <PasswordInput label={say.clientSecret} description={known.has_secret ? say.clientSecretKept : undefined} value={secret} autoComplete="off" onChange={(event) => setSecret(event.currentTarget.value)} />
      </div>
      {!usual && (
        <div className={styles.pair}>
          <TextInput label={say.authorizeUrl} type="url" value={where.authorize_url} onChange={(event) => setWhere({ ...where, authorize_url: event.currentTarget.value })} />
          <TextInput label={say.tokenUrl} type="url" value={where.token_url} onChange={(event) => setWhere({ ...where, token_url: event.currentTarget.value })} />
          <TextInput label={say.scope} value={where.scope} onChange={(event) => setWhere({ ...where, scope: event.currentTarget.value })} />
        </div>
      )}
      {save.isError && <p role="alert" className={styles.problem}>{sentenceOf(sayCommon, save.error)}</p>}
      <div><Button size="xs" variant="light" disabled={!id.trim()} loading={save.isPending} onClick={() => save.mutate()}>{sayCommon.save}</Button></div>
    </fieldset>
  );
}

function Copied({ label, value }: { label: string; value: string }) {
  const say = useWords(words);
  return (
    <div className={styles.copied}>
      <TextInput label={label} readOnly value={value} onFocus={(event) => event.currentTarget.select()} />
      <CopyButton value={value}>{({ copied, copy }) => <Button variant="default" onClick={copy} aria-live="polite">{copied ? say.copied : say.copy}</Button>}</CopyButton>
    </div>
  );
}
