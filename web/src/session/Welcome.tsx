/* A link that works once, from the first start or an invitation. Its secret is behind the '#', which
 * browsers keep for themselves: it is in no log. */
import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { useNavigate } from 'react-router';
import { api } from '#/lib/api';
import type { LinkKind, Session } from '#/lib/api.gen';
import { common, sentenceOf } from '#/lib/common';
import { useWords } from '#/lib/words';
import { Front } from './Front';
import styles from './Front.module.css';
import { sessionOpened } from './session';
import { words } from './words';

const PASSWORD_MIN = 8;

export function Component() {
  const say = useWords(words);
  const sayCommon = useWords(common);
  const client = useQueryClient();
  const navigate = useNavigate();
  const [secret] = useState(() => location.hash.slice(1));
  const [email, setEmail] = useState('');
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [tried, setTried] = useState(false);

  const link = useQuery({
    queryKey: ['link', secret],
    queryFn: ({ signal }) => api.get<LinkKind>('/api/session/link', { secret }, signal),
    retry: false,
    staleTime: Infinity,
  });
  const first = link.data?.kind === 'first';

  const open = useMutation({
    mutationFn: () => api.post<Session>('/api/session/link', first ? { secret, email, name, password } : { secret, password }),
    onSuccess: (session) => {
      sessionOpened(client, session);
      void navigate(first ? '/guide' : '/', { replace: true });
    },
  });

  if (link.isError) {
    return (
      <Front title={say.linkBad} about={say.linkBadText}>
        <Button component="a" href="/" variant="default" mt="md">{say.toSignIn}</Button>
      </Front>
    );
  }
  if (!link.data) return <Front title="Lien"><p role="status">{sayCommon.loading}</p></Front>;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if ([...password].length >= PASSWORD_MIN) open.mutate();
  };

  return (
    <Front title={first ? say.linkTitleFirst : say.linkTitleInvitation} about={first ? say.linkTextFirst : say.linkTextInvitation}>
      <form onSubmit={submit}>
        {first ? (
          <>
            <TextInput label={say.name} name="name" autoComplete="name" required withAsterisk={false} maxLength={200} autoFocus
              value={name} onChange={(event) => setName(event.currentTarget.value)} />
            <TextInput label={say.email} type="email" name="email" autoComplete="username" required withAsterisk={false} maxLength={320}
              value={email} onChange={(event) => setEmail(event.currentTarget.value)} />
          </>
        ) : (
          <TextInput label={say.email} type="email" name="email" autoComplete="username" readOnly value={link.data.email ?? ''} />
        )}
        <PasswordInput label={say.newPassword} description={say.passwordHelp} name="password" autoComplete="new-password" required withAsterisk={false}
          error={tried && [...password].length < PASSWORD_MIN && say.passwordShort}
          value={password} onChange={(event) => setPassword(event.currentTarget.value)} />
        {open.isError && <p className={styles.wrong} role="alert">{sentenceOf(sayCommon, open.error)}</p>}
        <Button type="submit" loading={open.isPending} fullWidth>{first ? say.create : say.open}</Button>
      </form>
    </Front>
  );
}
