/* A person, an object, a message; copies and our address when one wants. */
import { ActionIcon, Button, Modal, Select, TagsInput, TextInput, Tooltip } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState, type FormEvent, type KeyboardEvent } from 'react';
import { useNavigate } from 'react-router';
import { pressed } from '#/lib/actions';
import { api, type Page } from '#/lib/api';
import type { ConversationFull, Draft, Message, Senders } from '#/lib/api.gen';
import { common, sentenceOf } from '#/lib/common';
import { IconCalendar } from '#/lib/icons';
import { useWords } from '#/lib/words';
import { writingActions } from './actions';
import { writing } from './compose-words';
import { keys } from './data';
import { trimmed } from './editor';
import { willLeave } from './held';
import { useNewDraft } from './new-draft';
import styles from './NewConversation.module.css';
import { WhenDialog } from './WhenBox';
import { words } from './words';
import { Writer, type WriterHandle } from './Writer';

export interface NewProps {
  onClose: () => void;
  person?: { id: string; label: string }; /* known already: their address is not asked */
  draft?: Draft; /* begun before */
}

export default function NewConversationForm({ onClose, person, draft: begun }: NewProps) {
  const say = useWords(words);
  const sayWriting = useWords(writing);
  const sayCommon = useWords(common);
  const client = useQueryClient();
  const navigate = useNavigate();
  const known = person?.id ?? begun?.letter.person ?? undefined;
  const { kept, letter, saved, change, write, drop } = useNewDraft(begun, known);
  const [copies, setCopies] = useState(letter.cc.length + letter.bcc.length > 0);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [choosing, setChoosing] = useState(false);
  const writer = useRef<WriterHandle>(null);
  const form = useRef<HTMLFormElement>(null);
  const current = useRef(kept);
  current.current = kept;
  const senders = useQuery({ queryKey: ['senders'], queryFn: ({ signal }) => api.get<Senders>('/api/senders', undefined, signal), staleTime: 5 * 60_000 }).data?.froms ?? [];

  const create = useMutation({
    mutationFn: (at: string | undefined) => {
      const now = current.current;
      return api.post<ConversationFull>('/api/conversations', {
        ...(known ? { person: known } : { email: letter.email.trim(), ...(letter.name.trim() ? { name: letter.name.trim() } : {}) }),
        subject: letter.subject.trim(),
        ...(now.html ? { html: trimmed(now.html) } : { text: now.text.trim() }),
        attachments: now.attachments.map((one) => one.id),
        ...(letter.from ? { from: letter.from } : {}),
        ...(letter.cc.length ? { cc: letter.cc } : {}),
        ...(letter.bcc.length ? { bcc: letter.bcc } : {}),
        ...(at ? { send_at: at } : { undo: true }),
      });
    },
    onSuccess: async (conversation) => {
      drop();
      void client.invalidateQueries({ queryKey: keys.lists });
      onClose();
      void navigate(`/conversations/${conversation.id}`);
      const first = await api.get<Page<Message>>(`/api/conversations/${conversation.id}/messages`, { order: 'newest', limit: 1 }).catch(() => null);
      if (first?.items[0]) willLeave(first.items[0], conversation.id);
    },
  });
  const send = (at?: string) => {
    writer.current?.flush();
    if (!form.current?.reportValidity() || busy || create.isPending) return;
    if (current.current.text.trim() || current.current.html?.includes('<img')) create.mutate(at);
    else writer.current?.focus();
  };
  const press = (event: KeyboardEvent | globalThis.KeyboardEvent) => {
    if (pressed(event, writingActions.send)) send();
    else if (pressed(event, writingActions.sendLater)) setChoosing(true);
    else return false;
    event.preventDefault();
    return true;
  };
  const addresses = (given: string[]) => [...new Set(given.map((one) => one.trim().replace(/^.*<([^<>]+)>$/, '$1').toLowerCase()).filter(Boolean))];

  return (
    <Modal opened onClose={onClose} title={person ? `${say.create} · ${person.label}` : say.create} size="lg" closeButtonProps={{ 'aria-label': sayCommon.close }}>
      <form ref={form} onSubmit={(event: FormEvent) => { event.preventDefault(); send(); }} className={styles.form}>
        {!known && (
          <div className={styles.pair}>
            <TextInput label={say.createEmail} type="email" required withAsterisk={false} maxLength={320} data-autofocus autoComplete="off"
              value={letter.email} onChange={(event) => write({ email: event.currentTarget.value })} />
            <TextInput label={say.createName} description={say.createNameHelp} inputWrapperOrder={['label', 'input', 'description']} maxLength={200} autoComplete="off"
              value={letter.name} onChange={(event) => write({ name: event.currentTarget.value })} />
          </div>
        )}
        {senders.length > 1 && (
          <Select label={say.from} allowDeselect={false} value={letter.from ?? senders[0]?.address ?? null} onChange={(from) => write({ from })}
            data={senders.map((one) => ({ value: one.address, label: one.name ? `${one.name} <${one.address}>` : one.address }))} />
        )}
        {copies
          ? (
            <div className={styles.pair}>
              <TagsInput label={say.cc} value={letter.cc} onChange={(next) => write({ cc: addresses(next) })} splitChars={[',', ';', ' ']} acceptValueOnBlur maxTags={50} />
              <TagsInput label={say.bccLong} value={letter.bcc} onChange={(next) => write({ bcc: addresses(next) })} splitChars={[',', ';', ' ']} acceptValueOnBlur maxTags={50} />
            </div>
          )
          : <Button variant="subtle" size="compact-xs" className={styles.copies} onClick={() => setCopies(true)}>{say.cc} · {say.bccLong}</Button>}
        <TextInput label={say.subject} required withAsterisk={false} maxLength={250} value={letter.subject} onChange={(event) => write({ subject: event.currentTarget.value })} />
        <div className={styles.text}>
          <Writer handle={writer} draft={kept} generation={begun?.id ?? 'new'} rich files label={say.createText} placeholder={say.createText} conversation={null} carried={() => false}
            onChange={(next) => change((before) => { current.current = next(before); return current.current; })}
            onSubject={(subject) => !letter.subject.trim() && write({ subject })} onKey={press} onBusy={setBusy} onProblem={setProblem}
            tools={<span className="quiet">{kept.text.trim() && (saved ? sayWriting.saved : sayWriting.unsaved)}</span>} />
        </div>
        {(problem || create.isError) && <p role="alert" className={styles.problem}>{problem ?? sentenceOf(sayCommon, create.error)}</p>}
        <div className={styles.actions}>
          <Button variant="default" onClick={onClose}>{sayCommon.cancel}</Button>
          <Tooltip label={sayWriting.sendLater}>
            <ActionIcon size={36} variant="default" aria-label={sayWriting.sendLater} onClick={() => setChoosing(true)}><IconCalendar /></ActionIcon>
          </Tooltip>
          <Button type="submit" loading={create.isPending} disabled={busy}>{say.createSend}</Button>
        </div>
      </form>
      {choosing && <WhenDialog title={sayWriting.sendLaterTitle} action={sayWriting.schedule} sentence={sayWriting.sendAt} onClose={() => setChoosing(false)} onChoose={send} />}
    </Modal>
  );
}
