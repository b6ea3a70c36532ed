/* Where one answers: a reply to the person, or a note between colleagues. Ctrl+Enter sends. */
import { ActionIcon, Button, Textarea, Tooltip } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState, type ClipboardEvent, type DragEvent, type KeyboardEvent } from 'react';
import { pressed, useActions } from '#/lib/actions';
import { api } from '#/lib/api';
import type { Attachment, ConversationFull } from '#/lib/api.gen';
import { channelName, common, sentenceOf } from '#/lib/common';
import { IconCheck, IconClip, IconNote, IconReply, IconSend } from '#/lib/icons';
import { nameOf } from '#/lib/names';
import { tellError } from '#/lib/tell';
import { useLanguage, useWords } from '#/lib/words';
import { useMe } from '#/session/session';
import { writingActions } from './actions';
import styles from './Composer.module.css';
import { ComposerFiles } from './ComposerFiles';
import { useWrite } from './data';
import { useDraft, type Kind } from './draft';
import { Below, Envelope } from './Envelope';
import { useBeat } from './presence';
import { addressesOf, bodyOf, loadReply, SENDING, useReply, type Mode, type Sending } from './reply';
import { UPLOAD_MAX, useUploads } from './uploads';
import { words } from './words';

const IDLE_MS = 5000; /* after which one no longer "is writing" */

/* To answer or forward one message, asked beside it. */
export interface Asked {
  mode: Mode;
  message: string;
}

export function Composer({ conversation, asked }: { conversation: ConversationFull; asked: Asked | null }) {
  const say = useWords(words);
  const sayCommon = useWords(common);
  const language = useLanguage();
  const me = useMe();
  const client = useQueryClient();
  const [kind, setKind] = useState<Kind>('reply');
  const reply = useDraft(me.id, conversation.id, 'reply');
  const note = useDraft(me.id, conversation.id, 'note');
  const [draft, change] = kind === 'reply' ? reply : note;
  const sending = reply[0].sending ?? SENDING;
  const proposed = useReply(conversation.id, sending.mode, sending.message).data;
  const envelope = (next: Partial<Sending>) => {
    const after = { ...sending, ...next };
    if (after.mode === sending.mode && after.message === sending.message) return reply[1]((before) => ({ ...before, sending: after }));
    /* The files of what is forwarded come along, and go with it. */
    void loadReply(client, conversation.id, after.mode, after.message).then(
      (next) => reply[1]((before) => ({ ...before, sending: after, attachments: [...before.attachments.filter((one) => !carried.current.has(one.id)), ...carry(next.attachments)] })),
      (error: unknown) => tellError(language, error),
    );
  };
  const carried = useRef(new Set<string>());
  const carry = (files: Attachment[]) => {
    carried.current = new Set(files.map((one) => one.id));
    return files;
  };
  const [problem, setProblem] = useState<string | null>(null);
  const [dragging, setDragging] = useState(false);
  const text = useRef<HTMLTextAreaElement>(null);
  const picker = useRef<HTMLInputElement>(null);

  const [typing, setTyping] = useState(false);
  const idle = useRef<ReturnType<typeof setTimeout>>(undefined);
  useBeat(conversation.id, typing);
  const stillTyping = () => {
    setTyping(true);
    clearTimeout(idle.current);
    idle.current = setTimeout(() => setTyping(false), IDLE_MS);
  };

  const { uploads, add, cancel } = useUploads(
    (attachment) => change((before) => ({ ...before, attachments: [...before.attachments, attachment] })),
    (name, error) => setProblem(`${say.fileFailed(name)} ${sentenceOf(sayCommon, error)}`),
  );
  const attach = (files: Iterable<File>) => {
    setProblem(null);
    for (const file of files) {
      if (file.size > UPLOAD_MAX) setProblem(say.fileTooLarge(file.name));
      else add(file);
    }
  };
  const remove = (attachment: Attachment) => {
    change((before) => ({ ...before, attachments: before.attachments.filter((one) => one.id !== attachment.id) }));
    if (carried.current.has(attachment.id)) return;
    api.remove(`/api/attachments/${attachment.id}`).catch(() => {
      /* Never sent with the reply either way; the server forgets it in time. */
    });
  };

  const write = useWrite(conversation.id);
  const empty = draft.text.trim() === '';
  const send = (close: boolean) => {
    if (empty || uploads.length || write.isPending) return;
    setProblem(null);
    write.mutate(
      { kind, text: draft.text.trim(), attachments: draft.attachments.map((one) => one.id), close: close && kind === 'reply', ...(kind === 'reply' ? bodyOf(sending, proposed) : {}) },
      {
        onSuccess: () => {
          change(() => ({ text: '', attachments: [] }));
          carried.current = new Set();
          setTyping(false);
          /* Who went elsewhere meanwhile is not called back. */
          const at = document.activeElement;
          if (at === document.body || text.current?.closest('section')?.contains(at)) text.current?.focus();
        },
        onError: (error) => {
          setProblem(`${say.sendFailed} ${sentenceOf(sayCommon, error)}`);
          tellError(language, error);
        },
      },
    );
  };

  const open = (wanted: Kind) => {
    setKind(wanted);
    requestAnimationFrame(() => text.current?.focus());
  };
  const latest = useRef(envelope);
  latest.current = envelope;
  useEffect(() => {
    if (!asked) return;
    latest.current({ ...SENDING, ...asked });
    setKind('reply');
    requestAnimationFrame(() => text.current?.focus());
  }, [asked]);
  useActions(writingActions, { reply: () => open('reply'), note: () => open('note'), send: () => send(false), sendClose: () => send(true) });
  const press = (event: KeyboardEvent) => {
    const close = pressed(event, writingActions.sendClose);
    if (close || pressed(event, writingActions.send)) {
      event.preventDefault();
      send(close);
    } else if (pressed(event, writingActions.leave)) document.querySelector<HTMLElement>('#main h1')?.focus();
  };
  const paste = (event: ClipboardEvent) => {
    if (event.clipboardData.files.length === 0) return;
    event.preventDefault();
    attach(event.clipboardData.files);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setDragging(false);
    attach(event.dataTransfer.files);
  };

  const to = sending.to ?? addressesOf(proposed?.to);
  const toName = (address: string) => proposed?.to.find((one) => one.address === address)?.name || address;
  const whom = to.length === 0 || (to.length === 1 && to[0] === conversation.person?.address) ? nameOf(conversation.person) : to.map(toName).join(', ');
  const label = kind === 'note' ? say.noteLabel : sending.mode === 'forward' ? say.forwardLabel : say.replyTo(whom);
  return (
    <section className={styles.composer} data-kind={kind} data-dragging={dragging || undefined} aria-label={say.composer}
      onDragOver={(event) => { event.preventDefault(); setDragging(true); }} onDragLeave={() => setDragging(false)} onDrop={drop}>
      <div className={styles.kinds} role="group" aria-label={say.composer}>
        <button type="button" aria-pressed={kind === 'reply'} onClick={() => open('reply')}><IconReply size={15} />{say.reply}</button>
        <button type="button" aria-pressed={kind === 'note'} onClick={() => open('note')}><IconNote size={15} />{say.note}</button>
        <span className={styles.hint}>{kind === 'reply' ? say.byChannel(channelName(sayCommon, conversation.channel)) : say.noteLabel}</span>
      </div>
      {kind === 'reply' && <Envelope sending={sending} proposed={proposed} onChange={envelope} />}
      <Textarea ref={text} aria-label={label} placeholder={kind === 'reply' ? say.replyPlaceholder : say.notePlaceholder} variant="unstyled" autosize minRows={2} maxRows={14}
        className={styles.text} value={draft.text} onKeyDown={press} onPaste={paste}
        onChange={(event) => { const value = event.currentTarget.value; change((before) => ({ ...before, text: value })); stillTyping(); }} />
      {kind === 'reply' && <Below sending={sending} proposed={proposed} />}
      <ComposerFiles attachments={draft.attachments} uploads={uploads} onRemove={remove} onCancel={cancel} />
      {problem && <p role="alert" className={styles.problem}>{problem}</p>}
      <div className={styles.actions}>
        <input ref={picker} type="file" multiple hidden aria-hidden="true" tabIndex={-1} onChange={(event) => { attach(event.currentTarget.files ?? []); event.currentTarget.value = ''; }} />
        <Tooltip label={say.attach}>
          <ActionIcon variant="subtle" color="gray" size={32} aria-label={say.attach} onClick={() => picker.current?.click()}><IconClip /></ActionIcon>
        </Tooltip>
        {dragging && <span className={styles.drop}>{say.drop}</span>}
        <span className={styles.end}>
          {kind === 'reply' && <Button variant="default" size="xs" leftSection={<IconCheck size={14} />} disabled={empty || uploads.length > 0 || write.isPending} onClick={() => send(true)}>{say.sendClose}</Button>}
          <Tooltip label="Ctrl + ↵">
            <Button size="xs" leftSection={kind === 'reply' ? <IconSend size={14} /> : <IconNote size={14} />}
              disabled={empty || uploads.length > 0} loading={write.isPending} onClick={() => send(false)}>{kind === 'reply' ? say.send : say.addNote}</Button>
          </Tooltip>
        </span>
      </div>
    </section>
  );
}
