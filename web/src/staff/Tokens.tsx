import { Button, Modal, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { api, type Page } from '#/lib/api';
import type { Token, TokenMade } from '#/lib/api.gen';
import { common, sentenceOf } from '#/lib/common';
import { IconPlus } from '#/lib/icons';
import { BeginHere } from '#/lib/next';
import { EmptyState, ErrorState, RowsSkeleton } from '#/lib/states';
import { tellError } from '#/lib/tell';
import { TimeAgo } from '#/lib/when';
import { useLanguage, useWords } from '#/lib/words';
import { Secret } from './Secret';
import styles from './Staff.module.css';
import { words } from './words';

export function Tokens() {
  const say = useWords(words);
  const query = useQuery({ queryKey: ['tokens'], queryFn: ({ signal }) => api.get<Page<Token>>('/api/tokens', undefined, signal) });
  const [adding, add] = useDisclosure(false);
  const [removing, setRemoving] = useState<Token | null>(null);
  const rows = query.data?.items ?? [];
  return (
    <>
      <div className={styles.bar}><Button size="xs" leftSection={<IconPlus size={15} />} onClick={add.open}>{say.addToken}</Button></div>
      <div className="card table-frame">
        {query.isPending && <RowsSkeleton rows={2} />}
        {query.isError && <ErrorState error={query.error} retry={() => void query.refetch()} />}
        {query.isSuccess && rows.length === 0 && <EmptyState title={say.noToken} action={<BeginHere onBegin={add.open} />}>{say.noTokenText}</EmptyState>}
        {rows.length > 0 && (
          <table className="table">
            <thead><tr><th scope="col">{say.name}</th><th scope="col">{say.madeAt}</th><th scope="col">{say.usedAt}</th><th scope="col">{say.actions}</th></tr></thead>
            <tbody>
              {rows.map((token) => (
                <tr key={token.id}>
                  <td>{token.name}</td>
                  <td><TimeAgo at={token.made_at} /></td>
                  <td>{token.used_at ? <TimeAgo at={token.used_at} /> : say.never}</td>
                  <td><Button size="compact-xs" variant="default" onClick={() => setRemoving(token)}>{say.revoke}<span className="only-read"> {token.name}</span></Button></td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </div>
      {adding && <Add onClose={add.close} />}
      {removing && <Remove token={removing} onClose={() => setRemoving(null)} />}
    </>
  );
}

function Add({ onClose }: { onClose: () => void }) {
  const say = useWords(words);
  const sayCommon = useWords(common);
  const client = useQueryClient();
  const [name, setName] = useState('');
  const make = useMutation({
    mutationFn: () => api.post<TokenMade>('/api/tokens', { name: name.trim() }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['tokens'] }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    make.mutate();
  };
  return (
    <Modal opened onClose={onClose} title={make.data ? say.tokenDone : say.addToken} closeButtonProps={{ 'aria-label': sayCommon.close }}>
      {make.data ? <Secret label={say.tokenDone} text={say.tokenText} value={make.data.token} /> : (
        <form onSubmit={submit} className={styles.form}>
          <TextInput label={say.tokenName} required withAsterisk={false} maxLength={200} data-autofocus value={name} onChange={(event) => setName(event.currentTarget.value)} />
          {make.isError && <p role="alert" className={styles.problem}>{sentenceOf(sayCommon, make.error)}</p>}
          <Button type="submit" loading={make.isPending}>{say.create}</Button>
        </form>
      )}
    </Modal>
  );
}

function Remove({ token, onClose }: { token: Token; onClose: () => void }) {
  const say = useWords(words);
  const sayCommon = useWords(common);
  const language = useLanguage();
  const client = useQueryClient();
  const remove = useMutation({
    mutationFn: () => api.remove(`/api/tokens/${token.id}`),
    onSuccess: onClose,
    onError: (error) => tellError(language, error),
    onSettled: () => client.invalidateQueries({ queryKey: ['tokens'] }),
  });
  return (
    <Modal opened onClose={onClose} title={say.revoke} closeButtonProps={{ 'aria-label': sayCommon.close }}>
      <div className={styles.form}>
        <p>{say.revokeSure(token.name)}</p>
        <div className={styles.bar}>
          <Button variant="default" onClick={onClose} data-autofocus>{sayCommon.cancel}</Button>
          <Button color="red" loading={remove.isPending} onClick={() => remove.mutate()}>{say.revoke}</Button>
        </div>
      </div>
    </Modal>
  );
}
