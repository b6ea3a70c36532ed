/* What one does with a conversation as a whole, now and then: merge it, link it, take messages out. */
import { ActionIcon, Button, Menu, Modal, Radio, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useState, type FormEvent } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { useActions } from '#/lib/actions';
import { api, type Page } from '#/lib/api';
import type { Conversation, ConversationFull } from '#/lib/api.gen';
import { common, sentenceOf } from '#/lib/common';
import { IconMore } from '#/lib/icons';
import { nameOf } from '#/lib/names';
import { tellDone } from '#/lib/tell';
import { useWords } from '#/lib/words';
import { actions as transcriptActions } from '#/transcript/actions';
import { words as transcriptWords } from '#/transcript/words';
import { conversationChanged, keys, useConversationsOf } from './data';
import { deskWords } from './desk-words';
import styles from './MatterMenu.module.css';
import { useMarkUnread } from './read';
import { addressOf, viewOf } from './views';
import { words } from './words';

type Way = 'merge' | 'link';

const TranscriptDialog = lazy(async () => ({ default: (await import('#/transcript/TranscriptDialog')).TranscriptDialog }));

export function MatterMenu({ conversation, mayWrite, onSplit }: { conversation: ConversationFull; mayWrite: boolean; onSplit: () => void }) {
  const say = useWords(words);
  const sayTranscript = useWords(transcriptWords);
  const [way, setWay] = useState<Way | null>(null);
  const [taking, setTaking] = useState(false);
  const sayDesk = useWords(deskWords);
  const [parameters] = useSearchParams();
  const navigate = useNavigate();
  const unread = useMarkUnread();
  const leaveUnread = () => {
    void navigate(addressOf(viewOf(parameters)));
    unread.mutate(conversation.id);
  };
  useActions(transcriptActions, { open: () => setTaking(true) });
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" aria-label={mayWrite ? say.matterActs : say.matterActsRead}><IconMore /></ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {mayWrite && (
            <>
              <Menu.Item onClick={() => setWay('merge')}>{say.merge}</Menu.Item>
              <Menu.Item onClick={() => setWay('link')}>{say.link}</Menu.Item>
              <Menu.Item disabled={conversation.message_count < 2} onClick={onSplit}>{say.split}</Menu.Item>
            </>
          )}
          <Menu.Item disabled={conversation.status === 'closed'} onClick={leaveUnread}>{sayDesk.actions.unread}</Menu.Item>
          <Menu.Divider />
          <Menu.Item onClick={() => setTaking(true)}>{sayTranscript.open}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {taking && <Suspense><TranscriptDialog conversation={conversation.id} onClose={() => setTaking(false)} /></Suspense>}
      {way && <Chooser way={way} conversation={conversation} onClose={() => setWay(null)} />}
    </>
  );
}

/* Another conversation: of the same person first, then any that holds the words. */
function Chooser({ way, conversation, onClose }: { way: Way; conversation: ConversationFull; onClose: () => void }) {
  const say = useWords(words);
  const sayCommon = useWords(common);
  const client = useQueryClient();
  const navigate = useNavigate();
  const [text, setText] = useState('');
  const [chosen, choose] = useState<string | null>(null);
  const [q] = useDebouncedValue(text.trim(), 250);
  const ofPerson = useConversationsOf(conversation.person?.id);
  const found = useQuery({
    queryKey: ['conversations-found', q],
    queryFn: ({ signal }) => api.get<Page<Conversation>>('/api/conversations', { q, status: 'all', limit: 12 }, signal),
    enabled: q !== '',
  });
  const rows = ((q ? found.data : ofPerson.data)?.items ?? []).filter((one) => one.id !== conversation.id);

  const act = useMutation({
    mutationFn: (other: string) =>
      way === 'merge'
        ? api.post<ConversationFull>(`/api/conversations/${conversation.id}/merge`, { into: other, version: conversation.version })
        : api.post<ConversationFull>(`/api/conversations/${conversation.id}/links`, { conversation: other }),
    onSuccess: (after) => {
      conversationChanged(client, after);
      for (const queryKey of [keys.lists, keys.threads, keys.one(conversation.id)]) void client.invalidateQueries({ queryKey });
      tellDone(way === 'merge' ? say.mergeDone : say.linkDone);
      onClose();
      if (way === 'merge') void navigate(`/conversations/${after.id}`, { replace: true });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (chosen) act.mutate(chosen);
  };

  return (
    <Modal opened onClose={onClose} title={way === 'merge' ? say.merge : say.link} size="lg" closeButtonProps={{ 'aria-label': sayCommon.close }}>
      <form onSubmit={submit} className={styles.form}>
        <p className="quiet">{way === 'merge' ? say.mergeAbout : say.linkAbout}</p>
        <TextInput label={say.searchConversation} value={text} maxLength={200} data-autofocus autoComplete="off" onChange={(event) => { setText(event.currentTarget.value); choose(null); }} />
        <Radio.Group label={q ? say.foundConversations : say.samePerson} value={chosen} onChange={choose}>
          <div className={styles.rows}>
            {rows.map((one) => (
              <Radio key={one.id} value={one.id} label={one.subject || say.noSubject} description={`${nameOf(one.person)} · ${say.statusShort[one.status]} · ${say.messages(one.message_count)}`} />
            ))}
            {rows.length === 0 && (q ? found.isSuccess : ofPerson.isSuccess) && <p className="quiet">{say.noneFound}</p>}
          </div>
        </Radio.Group>
        {act.isError && <p role="alert" className={styles.problem}>{sentenceOf(sayCommon, act.error)}</p>}
        <div className={styles.actions}>
          <Button variant="default" onClick={onClose}>{sayCommon.cancel}</Button>
          <Button type="submit" disabled={!chosen} loading={act.isPending}>{way === 'merge' ? say.mergeNow : say.linkNow}</Button>
        </div>
      </form>
    </Modal>
  );
}
