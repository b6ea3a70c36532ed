/* Whether I take the chats of our sites, said and changed from anywhere; nothing while no site has one. */
import { Button, Menu } from '@mantine/core';
import { useActions } from '#/lib/actions';
import { IconConversation } from '#/lib/icons';
import { tellDone, tellError } from '#/lib/tell';
import { useLanguage, useWords } from '#/lib/words';
import { useMay } from '#/session/session';
import { actions } from './actions';
import styles from './Taking.module.css';
import { useAvailability } from './data';
import { deskWords } from './desk-words';

function useTaking() {
  const say = useWords(deskWords);
  const language = useLanguage();
  const { available, inUse, change } = useAvailability(useMay('conversation.write'));
  const turn = () =>
    change.mutate(!available, {
      onSuccess: () => tellDone(available ? say.left : say.taken),
      onError: (error) => tellError(language, error),
    });
  return { say, available, inUse, turn };
}

/* Beside the bell: one look tells. */
export function Taking() {
  const { say, available, inUse, turn } = useTaking();
  useActions(actions, { turn: inUse && turn });
  if (!inUse) return null;
  return (
    <Button className={styles.taking} data-on={available || undefined} variant="subtle" color="gray" size="compact-sm" aria-label={available ? `${say.takesShort}. ${say.takes}` : `${say.takesNotShort}. ${say.takesNot}`} title={available ? say.leave : say.take} onClick={turn}>
      <i aria-hidden="true" /><span>{available ? say.takesShort : say.takesNotShort}</span>
    </Button>
  );
}

/* The same in the account's menu, where one looks for it. */
export function TakingItem() {
  const { say, available, inUse, turn } = useTaking();
  return inUse ? <Menu.Item leftSection={<IconConversation size={16} />} onClick={turn}>{available ? say.leave : say.take}</Menu.Item> : null;
}
