/* Taking a mailbox out, after saying what stays and what goes. */
import { Button, Modal } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { api } from '#/lib/api';
import type { Mailbox } from '#/lib/api.gen';
import { common } from '#/lib/common';
import { tellDone, tellError } from '#/lib/tell';
import { useLanguage, useWords } from '#/lib/words';
import { keys } from './data';
import styles from './Mailbox.module.css';
import { words } from './words';

export function RemoveMailbox({ mailbox }: { mailbox: Mailbox }) {
  const say = useWords(words);
  const sayCommon = useWords(common);
  const language = useLanguage();
  const navigate = useNavigate();
  const client = useQueryClient();
  const [asking, ask] = useDisclosure(false);
  const remove = useMutation({
    mutationFn: () => api.remove(`/api/mailboxes/${mailbox.id}`),
    onSuccess: async () => {
      await navigate('/settings/mailboxes');
      client.removeQueries({ queryKey: keys.one(mailbox.id) });
      void client.invalidateQueries({ queryKey: keys.list });
      tellDone(say.removed);
    },
    onError: (error) => tellError(language, error),
  });
  return (
    <>
      <div><Button variant="default" size="xs" onClick={ask.open}>{say.remove}</Button></div>
      <Modal opened={asking} onClose={ask.close} title={say.removeTitle(mailbox.name)} closeButtonProps={{ 'aria-label': sayCommon.close }}>
        <ul className={styles.kept}>
          <li>{say.removeKept}</li>
          <li>{say.removeThere}</li>
          <li>{say.removeLost}</li>
        </ul>
        <div className={styles.bar}>
          <Button variant="default" onClick={ask.close} data-autofocus>{sayCommon.cancel}</Button>
          <Button color="red" loading={remove.isPending} onClick={() => remove.mutate()}>{say.remove}</Button>
        </div>
      </Modal>
    </>
  );
}
