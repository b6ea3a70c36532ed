import { Button, MultiSelect, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { useColleagues, useTeams } from '#/conversation/data';
import { api } from '#/lib/api';
import type { Team } from '#/lib/api.gen';
import { common } from '#/lib/common';
import { FirstField } from '#/lib/next';
import { EmptyState, ErrorState, RowsSkeleton } from '#/lib/states';
import { tellDone, tellError } from '#/lib/tell';
import { useLanguage, useWords } from '#/lib/words';
import styles from './Staff.module.css';
import { words } from './words';

export function Teams() {
  const say = useWords(words);
  const language = useLanguage();
  const client = useQueryClient();
  const query = useTeams();
  const [name, setName] = useState('');
  const add = useMutation({
    mutationFn: () => api.post<Team>('/api/teams', { name: name.trim() }),
    onSuccess: () => {
      setName('');
      void client.invalidateQueries({ queryKey: ['teams'] });
    },
    onError: (error) => tellError(language, error),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.mutate();
  };
  return (
    <>
      <form onSubmit={submit} className={styles.bar}>
        <TextInput id="new-team" size="xs" aria-label={say.teamName} placeholder={say.teamName} maxLength={200} value={name} onChange={(event) => setName(event.currentTarget.value)} />
        <Button size="xs" type="submit" disabled={!name.trim()} loading={add.isPending}>{say.addTeam}</Button>
      </form>
      {query.isPending && <div className="card"><RowsSkeleton rows={2} /></div>}
      {query.isError && <div className="card"><ErrorState error={query.error} retry={() => void query.refetch()} /></div>}
      {query.data?.items.length === 0 && <div className="card"><EmptyState title={say.noTeam} action={<FirstField field="new-team" />}>{say.noTeamText}</EmptyState></div>}
      {query.data?.items.map((team) => <TeamCard key={team.id} team={team} />)}
    </>
  );
}

function TeamCard({ team }: { team: Team }) {
  const say = useWords(words);
  const sayCommon = useWords(common);
  const language = useLanguage();
  const client = useQueryClient();
  const colleagues = useColleagues().data?.items ?? [];
  const [name, setName] = useState(team.name);
  const [members, setMembers] = useState(team.members.map((one) => one.id));
  const changed = name !== team.name || members.join() !== team.members.map((one) => one.id).join();
  const save = useMutation({
    mutationFn: () => api.patch(`/api/teams/${team.id}`, { name: name.trim(), members }),
    onSuccess: () => {
      tellDone(say.saved);
      for (const queryKey of [['teams'], ['staff'], ['session']]) void client.invalidateQueries({ queryKey });
    },
    onError: (error) => tellError(language, error),
  });
  return (
    <section className={`card ${styles.team}`} aria-label={team.name}>
      <TextInput size="xs" label={say.teamName} value={name} maxLength={200} onChange={(event) => setName(event.currentTarget.value)} />
      <MultiSelect size="xs" label={say.members} searchable hidePickedOptions value={members} onChange={setMembers} className={styles.members}
        data={colleagues.filter((one) => one.active || members.includes(one.id)).map((one) => ({ value: one.id, label: one.name }))} />
      <Button size="xs" disabled={!changed || !name.trim()} loading={save.isPending} onClick={() => save.mutate()}>{sayCommon.save}<span className="only-read"> {team.name}</span></Button>
    </section>
  );
}
