/* One person: who they are, how to reach them, and all that happened between us. */
import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { NewConversation } from '#/conversation/NewConversation';
import { api } from '#/lib/api';
import type { Person } from '#/lib/api.gen';
import { common } from '#/lib/common';
import { IconMail, IconPencil } from '#/lib/icons';
import { ScreenPage } from '#/lib/page';
import { ErrorState, RowsSkeleton } from '#/lib/states';
import { dateTime } from '#/lib/time';
import { useLanguage, useWords } from '#/lib/words';
import { useMay } from '#/session/session';
import { SurveysStopped } from '#/survey/SurveysStopped';
import { PersonEdit } from './PersonEdit';
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
      {editing && <PersonEdit person={person} onClose={edit.close} />}
      {writing && <NewConversation person={{ id, label: name }} onClose={write.close} />}
    </ScreenPage>
  );
}
