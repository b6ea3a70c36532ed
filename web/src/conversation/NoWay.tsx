/* Nothing that is written can reach the person: told before one writes, with what can be done. */
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { api } from '#/lib/api';
import type { ConversationFull, Person } from '#/lib/api.gen';
import { IconNote, IconWarning } from '#/lib/icons';
import { useWords } from '#/lib/words';
import { useMay } from '#/session/session';
import styles from './Composer.module.css';
import { writing } from './compose-words';

export function NoWay({ conversation, onNote }: { conversation: ConversationFull; onNote: () => void }) {
  const say = useWords(writing);
  const mayRead = useMay('person.read');
  const id = conversation.person?.id;
  const person = useQuery({ queryKey: ['person', id], queryFn: ({ signal }) => api.get<Person>(`/api/persons/${id}`, undefined, signal), enabled: mayRead && !!id }).data;
  const phone = person?.addresses.find((one) => one.kind === 'phone')?.address;
  return (
    <div className={styles.noWay} role="status">
      <p><IconWarning size={15} /> <b>{phone ? say.onlyPhone(phone) : say.noAddress}</b> {say.noWayHelp}</p>
      <div>
        {phone && <Button size="compact-sm" variant="default" component="a" href={`tel:${phone}`}>{say.call(phone)}</Button>}
        <Button size="compact-sm" variant="default" leftSection={<IconNote size={14} />} onClick={onNote}>{say.noteCall}</Button>
      </div>
    </div>
  );
}
