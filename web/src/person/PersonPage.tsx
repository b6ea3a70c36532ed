/* One person: who they are, how to reach them, and all that happened between us. */
import { Button, Modal, Select, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { useParams } from 'react-router';
import { NewConversation } from '#/conversation/NewConversation';
import { api } from '#/lib/api';
import type { Person } from '#/lib/api.gen';
import { common } from '#/lib/common';
import { IconMail, IconPencil } from '#/lib/icons';
import { ScreenPage } from '#/lib/page';
import { ErrorState, RowsSkeleton } from '#/lib/states';
import { tellDone, tellError } from '#/lib/tell';
import { dateTime } from '#/lib/time';
import { useLanguage, useWords } from '#/lib/words';
import { useMay } from '#/session/session';
import { SurveysStopped } from '#/survey/SurveysStopped';
import styles from './Person.module.css';
import { Timeline } from './Timeline';
import { words } from './words';

export function Component() {
  const { id = '' } = useParams();
  const say = useWords(words);
  const sayCommon = useWords(common);
  const language = useLanguage();
  const mayChange = useMay('person.write');
  const mayWrite = useMay('conversation.write');
  const [editing, edit] = useDisclosure(false);
  const [writing, write] = useDisclosure(false);
  const query = useQuery({ queryKey: ['person', id], queryFn: ({ signal }) => api.get<Person>(`/api/persons/${id}`, undefined, signal) });
  if (query.isError) return <ErrorState error={query.error} retry={() => void query.refetch()} />;
  if (!query.data) return <RowsSkeleton />;

  const person = query.data;
  const name = person.name || person.addresses[0]?.address || sayCommon.unknownPerson;
  return (
    <ScreenPage key={id} title={name} about={say.journal} actions={
      <>
        {mayChange && <Button variant="default" size="xs" leftSection={<IconPencil size={15} />} onClick={edit.open}>{say.edit}</Button>}
        {mayWrite && <Button size="xs" leftSection={<IconMail size={15} />} onClick={write.open}>{say.write}</Button>}
      </>
    }>
      <dl className={`card ${styles.facts}`}>
        <div>
          <dt>{say.addresses}</dt>
          {person.addresses.map((one) => (
            <dd key={one.kind + one.address}>
              {one.address} <span className="quiet">{(say.kinds as Record<string, string>)[one.kind] ?? one.kind}</span>
              {one.failed_at && <span className={styles.failing}> · {say.failing}</span>}
            </dd>
          ))}
        </div>
        <div><dt>{say.language}</dt><dd>{(say.languages as Record<string, string>)[person.language ?? ''] ?? say.unknown}</dd></div>
        <div><dt>{say.metAt}</dt><dd>{dateTime(language, person.made_at)}</dd></div>
        <SurveysStopped person={id} />
        {person.last_at && <div><dt>{say.lastContact}</dt><dd>{dateTime(language, person.last_at)}</dd></div>}
      </dl>
      <h2 className={styles.section}>{say.timeline}</h2>
      <Timeline person={id} />
      {editing && <Edit person={person} onClose={edit.close} />}
      {writing && <NewConversation person={{ id, label: name }} onClose={write.close} />}
    </ScreenPage>
  );
}

function Edit({ person, onClose }: { person: Person; onClose: () => void }) {
  const say = useWords(words);
  const sayCommon = useWords(common);
  const screen = useLanguage();
  const client = useQueryClient();
  const [name, setName] = useState(person.name);
  const [language, setLanguage] = useState(person.language);
  const save = useMutation({
    mutationFn: () => api.patch<Person>(`/api/persons/${person.id}`, { name: name.trim(), language }),
    onSuccess: (after) => {
      client.setQueryData(['person', person.id], after);
      void client.invalidateQueries({ queryKey: ['persons'] });
      tellDone(say.saved);
      onClose();
    },
    onError: (error) => tellError(screen, error),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <Modal opened onClose={onClose} title={say.edit} closeButtonProps={{ 'aria-label': sayCommon.close }}>
      <form onSubmit={submit} className={styles.form}>
        <TextInput label={say.name} value={name} maxLength={200} data-autofocus onChange={(event) => setName(event.currentTarget.value)} />
        <Select label={say.language} placeholder={say.unknown} clearable value={language} onChange={setLanguage} clearButtonProps={{ 'aria-label': say.unknown }}
          data={[{ value: 'fr', label: say.languages.fr }, { value: 'en', label: say.languages.en }]} />
        <Button type="submit" loading={save.isPending}>{sayCommon.save}</Button>
      </form>
    </Modal>
  );
}
