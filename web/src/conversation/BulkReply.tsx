/* One canned reply to all the chosen ones: first how many would leave, what the first would read, and whom it
 * cannot be written to; then, as any reply, a few seconds to think better of it. */
import { Button, Checkbox, Modal, Select } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '#/lib/api';
import type { CannedRefused, CannedWritten, Conversation } from '#/lib/api.gen';
import { common } from '#/lib/common';
import { nameOf } from '#/lib/names';
import { ErrorState, RowsSkeleton } from '#/lib/states';
import { tellDone, tellError } from '#/lib/tell';
import { useLanguage, useWords } from '#/lib/words';
import styles from './BulkReply.module.css';
import { useCanned } from './chooser';
import { keys } from './data';
import { deskWords } from './desk-words';
import { HeldChange } from './HeldChange';
import { MessageText } from './MessageText';

interface BulkReplyProps {
  ids: readonly string[];
  rows: readonly Conversation[];
  onClose: () => void;
  onSent: () => void;
}

export default function BulkReply({ ids, rows, onClose, onSent }: BulkReplyProps) {
  const say = useWords(deskWords);
  const sayCommon = useWords(common);
  const language = useLanguage();
  const client = useQueryClient();
  const canned = useCanned(true).data?.items ?? [];
  const [chosen, choose] = useState<string | null>(null);
  const [close, setClose] = useState(false);
  const write = (preview: boolean) => api.post<CannedWritten>(`/api/canned/${chosen}/replies`, { conversations: ids, close, preview });
  const preview = useQuery({ queryKey: ['canned-preview', chosen, ids], queryFn: () => write(true), enabled: chosen !== null, gcTime: 0, staleTime: 0 });
  const refresh = () => {
    for (const queryKey of [keys.lists, keys.counts, ['conversation'], keys.threads]) void client.invalidateQueries({ queryKey });
  };

  const takeBack = async (written: CannedWritten) => {
    const taken = await Promise.allSettled(written.messages.map((one) => api.take(`/api/messages/${one.message}`)));
    const left = taken.filter((one) => one.status === 'rejected').length;
    tellDone(left > 0 ? say.repliesLeft(left) : say.undone);
    refresh();
  };
  const send = useMutation({
    mutationFn: () => write(false),
    onSuccess: (written) => {
      refresh();
      onSent();
      onClose();
      if (written.undo_seconds === 0) return tellDone(say.repliesSent(written.count));
      const id = notifications.show({
        message: <HeldChange count={written.count} seconds={written.undo_seconds} replies onUndo={() => { notifications.hide(id); void takeBack(written); }} />,
        color: 'teal', autoClose: written.undo_seconds * 1000, closeButtonProps: { 'aria-label': sayCommon.close },
      });
    },
    onError: (error) => tellError(language, error),
  });

  const count = preview.data?.count ?? 0;
  return (
    <Modal opened onClose={onClose} title={say.replyTitle(ids.length)} size="lg" closeButtonProps={{ 'aria-label': sayCommon.close }}>
      <Select label={say.replyWith} placeholder={say.replyChoose} searchable data-autofocus value={chosen} onChange={choose} nothingFoundMessage={say.replyNone}
        data={canned.map((one) => ({ value: one.id, label: one.name }))} />
      {chosen && preview.isPending && <RowsSkeleton rows={2} height={50} />}
      {preview.isError && <ErrorState error={preview.error} retry={() => void preview.refetch()} />}
      {preview.data && (
        <div className={styles.preview}>
          <p role="status"><b>{say.repliesWould(count)}</b></p>
          {preview.data.sample && <blockquote aria-label={say.replySample}><MessageText text={preview.data.sample} /></blockquote>}
          {preview.data.refused.length > 0 && <Refused refused={preview.data.refused} rows={rows} />}
        </div>
      )}
      <Checkbox mt="sm" label={say.replyClose} checked={close} onChange={(event) => setClose(event.currentTarget.checked)} />
      <div className={styles.actions}>
        <Button variant="default" onClick={onClose}>{sayCommon.cancel}</Button>
        <Button disabled={count === 0 || preview.isFetching} loading={send.isPending} onClick={() => send.mutate()}>{say.replyNow(count)}</Button>
      </div>
    </Modal>
  );
}

function Refused({ refused, rows }: { refused: CannedRefused[]; rows: readonly Conversation[] }) {
  const say = useWords(deskWords);
  return (
    <>
      <p className={styles.title}>{say.replyRefused(refused.length)}</p>
      <ul className={styles.refused}>
        {refused.map((one) => (
          <li key={one.conversation}>
            {nameOf(rows.find((row) => row.id === one.conversation)?.person ?? null)}
            <span className="quiet">{one.missing.length > 0 ? say.replyMissing(one.missing.join(', ')) : say.replyImpossible}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
