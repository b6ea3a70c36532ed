/* Beside a message: answer this one, forward it, take it out. Below it: the offer to make a conversation of it. */
import { Button, Checkbox, Menu } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { api } from '#/lib/api';
import type { ConversationFull, Message } from '#/lib/api.gen';
import { IconMore } from '#/lib/icons';
import { nameOf } from '#/lib/names';
import { Opener } from '#/lib/Opener';
import { tellDone, tellError } from '#/lib/tell';
import { useLanguage, useWords } from '#/lib/words';
import { useActs } from './acts';
import { conversationChanged, keys } from './data';
import styles from './MessageActs.module.css';
import { words } from './words';

export function MessageActs({ message }: { message: Message }) {
  const say = useWords(words);
  const acts = useActs();
  if (!acts) return null;
  const author = message.author.kind === 'program' ? say.program : nameOf(message.author);
  if (acts.picked) return <Checkbox aria-label={say.pickMessage(author)} checked={acts.picked.has(message.id)} onChange={() => acts.pick(message.id)} />;
  const said = message.direction !== 'note';
  return (
    <Opener label={say.messageActs} icon={<IconMore size={15} />} opens="menu">
      {(button, state) => (
        <Menu position="bottom-end" {...state}>
          <Menu.Target>{button}</Menu.Target>
          <Menu.Dropdown>
            {said && (['reply', 'all', 'forward'] as const).map((mode) => <Menu.Item key={mode} onClick={() => acts.answer(mode, message.id)}>{say.modes[mode]}</Menu.Item>)}
            <Menu.Item onClick={() => acts.pick(message.id)}>{say.splitFrom}</Menu.Item>
          </Menu.Dropdown>
        </Menu>
      )}
    </Opener>
  );
}

export function OfferLine({ message }: { message: Message }) {
  const say = useWords(words);
  const language = useLanguage();
  const navigate = useNavigate();
  const client = useQueryClient();
  const acts = useActs();
  const accept = useMutation({
    mutationFn: () => api.post<ConversationFull>(`/api/messages/${message.id}/new-matter`),
    onSuccess: (made) => {
      conversationChanged(client, made);
      void client.invalidateQueries({ queryKey: ['thread'] });
      tellDone(say.splitDone);
      void navigate(`/conversations/${made.id}`);
    },
    onError: (error) => tellError(language, error),
  });
  const refuse = useMutation({
    mutationFn: () => api.remove(`/api/messages/${message.id}/offer`),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.threads }),
    onError: (error) => tellError(language, error),
  });
  if (!acts || message.offer !== 'new-matter') return null;
  return (
    <div className={styles.offer} role="group" aria-label={say.offer}>
      <span>{say.offer}</span>
      <Button size="compact-xs" variant="default" loading={accept.isPending} onClick={() => accept.mutate()}>{say.offerAccept}</Button>
      <Button size="compact-xs" variant="subtle" color="gray" loading={refuse.isPending} onClick={() => refuse.mutate()}>{say.offerRefuse}</Button>
    </div>
  );
}
