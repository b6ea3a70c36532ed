import { Button, PasswordInput, SegmentedControl, Select, TextInput, useMantineColorScheme } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent, type ReactNode } from 'react';
import { Link } from 'react-router';
import { api, Problem } from '#/lib/api';
import { common, sentenceOf } from '#/lib/common';
import { ScreenPage } from '#/lib/page';
import { tellDone, tellError } from '#/lib/tell';
import { labelled, useLanguage, useWords } from '#/lib/words';
import { words as noticeWords } from '#/notice/words';
import styles from './Profile.module.css';
import { meChanged, useMe } from './session';
import { words } from './words';

const PASSWORD_MIN = 8;

export function Component() {
  const say = useWords(words);
  return (
    <ScreenPage title={say.profile} about={say.profileAbout}>
      <Identity />
      <Appearance />
      <Notices />
      <Password />
    </ScreenPage>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={`card ${styles.part}`}>
      <h2>{title}</h2>
      {children}
    </section>
  );
}

function Identity() {
  const say = useWords(words);
  const sayCommon = useWords(common);
  const language = useLanguage();
  const client = useQueryClient();
  const me = useMe();
  const [name, setName] = useState(me.name);
  const [own, setOwn] = useState(me.language);

  const save = useMutation({
    mutationFn: () => api.patch('/api/session', { name, language: own }),
    onSuccess: () => {
      meChanged(client, { name, language: own });
      tellDone(words(own === 'en' ? 'en' : 'fr').saved);
    },
    onError: (error) => tellError(language, error),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };

  const role = me.role ? ((say.roles as Record<string, string>)[me.role] ?? me.role) : '—';
  return (
    <Part title={say.identity}>
      <form onSubmit={submit} className={styles.form}>
        <TextInput label={say.name} value={name} maxLength={200} required withAsterisk={false} onChange={(event) => setName(event.currentTarget.value)} />
        <Select label={say.language} allowDeselect={false} value={own} onChange={(value) => setOwn(value ?? own)}
          data={[{ value: 'fr', label: 'Français' }, { value: 'en', label: 'English' }]} />
        <p className={styles.facts}>{me.email} · {labelled(language, say.role, role)}</p>
        <Button type="submit" loading={save.isPending} disabled={name === me.name && own === me.language}>{sayCommon.save}</Button>
      </form>
    </Part>
  );
}

function Appearance() {
  const say = useWords(words);
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Part title={say.appearance}>
      <SegmentedControl aria-label={say.appearance} value={colorScheme} onChange={(value) => setColorScheme(value as 'auto' | 'light' | 'dark')}
        data={(['auto', 'light', 'dark'] as const).map((value) => ({ value, label: say.schemes[value] }))} />
    </Part>
  );
}

function Notices() {
  const say = useWords(noticeWords);
  return (
    <Part title={say.preferencesTitle}>
      <p className={styles.facts}><Link to="/profile/notices">{say.preferences}</Link></p>
    </Part>
  );
}

function Password() {
  const say = useWords(words);
  const sayCommon = useWords(common);
  const [old, setOld] = useState('');
  const [password, setPassword] = useState('');
  const [tried, setTried] = useState(false);

  const save = useMutation({
    mutationFn: () => api.patch('/api/session', { old_password: old, password }),
    onSuccess: () => {
      setOld('');
      setPassword('');
      setTried(false);
      tellDone(say.passwordSaved);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if ([...password].length >= PASSWORD_MIN) save.mutate();
  };

  const oldWrong = save.error instanceof Problem && (save.error.field === 'old_password' || save.error.status === 403);
  return (
    <Part title={say.changePassword}>
      <form onSubmit={submit} className={styles.form}>
        <PasswordInput label={say.oldPassword} autoComplete="current-password" required withAsterisk={false} value={old}
          error={oldWrong && say.oldWrong} onChange={(event) => setOld(event.currentTarget.value)} />
        <PasswordInput label={say.newPassword} description={say.passwordHelp} autoComplete="new-password" required withAsterisk={false} value={password}
          error={tried && [...password].length < PASSWORD_MIN && say.passwordShort} onChange={(event) => setPassword(event.currentTarget.value)} />
        {save.isError && !oldWrong && <p role="alert" className={styles.wrong}>{sentenceOf(sayCommon, save.error)}</p>}
        <Button type="submit" variant="default" loading={save.isPending}>{say.changePassword}</Button>
      </form>
    </Part>
  );
}
