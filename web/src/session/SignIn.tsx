import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState, type FormEvent } from 'react';
import { api, Problem } from '#/lib/api';
import type { Session } from '#/lib/api.gen';
import { common, sentenceOf } from '#/lib/common';
import { useWords } from '#/lib/words';
import { Front } from './Front';
import styles from './Front.module.css';
import { sessionOpened } from './session';
import { words } from './words';

export function SignIn() {
  const say = useWords(words);
  const sayCommon = useWords(common);
  const client = useQueryClient();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const passwordField = useRef<HTMLInputElement>(null);

  const signIn = useMutation({
    mutationFn: () => api.post<Session>('/api/session', { email, password }),
    onSuccess: (session) => sessionOpened(client, session),
    onError: () => passwordField.current?.select(),
  });

  const submit = (event: FormEvent) => {
    event.preventDefault();
    signIn.mutate();
  };

  const failure = (error: unknown): string => {
    if (error instanceof Problem && error.status === 401) return say.wrong;
    if (error instanceof Problem && error.status === 429) return say.slowed(error.retryAfter ?? 60);
    return sentenceOf(sayCommon, error);
  };

  return (
    <Front title={say.signIn} about={say.welcomeBack}>
      <form onSubmit={submit}>
        <TextInput label={say.email} type="email" name="email" autoComplete="username" required withAsterisk={false} autoFocus
          value={email} onChange={(event) => setEmail(event.currentTarget.value)} />
        <PasswordInput ref={passwordField} label={say.password} name="password" autoComplete="current-password" required withAsterisk={false}
          value={password} onChange={(event) => setPassword(event.currentTarget.value)} />
        {signIn.isError && <p className={styles.wrong} role="alert">{failure(signIn.error)}</p>}
        <Button type="submit" loading={signIn.isPending} fullWidth>{say.enter}</Button>
      </form>
      <p className={styles.help}>{say.forgotten}</p>
    </Front>
  );
}
