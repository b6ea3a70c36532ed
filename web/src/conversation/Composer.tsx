/* Where one answers: a reply to the person, or a note between colleagues. Ctrl+Enter sends. */
import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { pressed } from '#/lib/actions';
import type { Attachment, ConversationFull } from '#/lib/api.gen';
import { channelName, common, sentenceOf } from '#/lib/common';
import { IconCalendar, IconCheck, IconNote, IconReply, IconSend } from '#/lib/icons';
import { nameOf } from '#/lib/names';
import { tellError } from '#/lib/tell';
import { fileSize } from '#/lib/time';
import { useLanguage, useWords } from '#/lib/words';
import { useMe } from '#/session/session';
import { writingActions } from './actions';
import styles from './Composer.module.css';
import { writing } from './compose-words';
import { useColleagues, useWrite } from './data';
import { useDraft, type Kind } from './draft';
import { htmlOf, trimmed } from './editor';
import { Below, Envelope } from './Envelope';
import { useRestored, willLeave, withPictures } from './held';
import { NoWay } from './NoWay';
import { useBeat } from './presence';
import { addressesOf, bodyOf, loadReply, SENDING, sendingOfTaken, useReply, type Mode, type Sending } from './reply';
import { WhenDialog } from './WhenBox';
import { words } from './words';
import { Writer, type WriterHandle } from './Writer';

const IDLE_MS = 5000; /* after which one no longer "is writing" */

/* Asked by a key, or beside the message that is to be answered or forwarded. */
export interface Asked {
  kind: Kind;
  mode?: Mode;
  message?: string;
}

export function Composer({ conversation, asked }: { conversation: ConversationFull; asked: Asked | null }) {
  const say = useWords(words);
  const sayWriting = useWords(writing);
  const sayCommon = useWords(common);
  const language = useLanguage();
  const me = useMe();
  const client = useQueryClient();
  const colleagues = useColleagues().data?.items ?? [];
  const [kind, setKind] = useState<Kind>('reply');
  const reply = useDraft(me.id, conversation.id, 'reply');
  const note = useDraft(me.id, conversation.id, 'note');
  const { draft, change, generation, conflict, settle, saved } = kind === 'reply' ? reply : note;
  const sending = reply.draft.sending ?? SENDING;
  const mentions = note.draft.sending?.mentions ?? [];
  const proposed = useReply(conversation.id, sending.mode, sending.message).data;
  const channel = proposed?.channel;
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [choosing, setChoosing] = useState(false);
  const writer = useRef<WriterHandle>(null);
  const box = useRef<HTMLElement>(null);

  /* The files of what is forwarded come along, and go with it. */
  const carried = useRef(new Set<string>());
  const carry = (files: Attachment[]) => {
    carried.current = new Set(files.map((one) => one.id));
    return files;
  };
  const envelope = (next: Partial<Sending>) => {
    const after = { ...sending, ...next };
    if (after.mode === sending.mode && after.message === sending.message) return reply.change((before) => ({ ...before, sending: after }));
    void loadReply(client, conversation.id, after.mode, after.message).then(
      (next) => reply.change((before) => ({ ...before, sending: after, attachments: [...before.attachments.filter((one) => !carried.current.has(one.id)), ...carry(next.attachments)] })),
      (error: unknown) => tellError(language, error),
    );
  };

  const [typing, setTyping] = useState(false);
  const idle = useRef<ReturnType<typeof setTimeout>>(undefined);
  useBeat(conversation.id, typing);
  const stillTyping = () => {
    setTyping(true);
    clearTimeout(idle.current);
    idle.current = setTimeout(() => setTyping(false), IDLE_MS);
  };

  /* The focus is given once the writer of that kind is there. */
  const [opened, setOpened] = useState(0);
  const open = (wanted: Kind) => {
    setKind(wanted);
    setOpened((before) => before + 1);
  };
  useEffect(() => {
    if (opened) writer.current?.focus();
  }, [opened]);
  /* What was taken back stands before what has been typed since. */
  useRestored(conversation.id, (taken) => {
    const since = reply.draft;
    const html = since.html ?? (since.text ? htmlOf(since.text) : '');
    reply.replace({
      text: [taken.text, since.text].filter(Boolean).join('\n'),
      html: taken.html || html ? withPictures(taken.html ?? htmlOf(taken.text)) + html : null,
      attachments: [...taken.attachments, ...since.attachments],
      sending: sendingOfTaken(taken),
    });
    open('reply');
  });
  const latest = useRef(envelope);
  latest.current = envelope;
  useEffect(() => {
    if (!asked) return;
    const { kind, mode, message } = asked;
    if (mode && message) latest.current({ ...SENDING, mode, message });
    open(kind);
  }, [asked]);

  const write = useWrite(conversation.id);
  const current = useRef(draft);
  current.current = draft;
  const empty = !draft.text.trim() && !draft.html?.includes('<img');
  const to = sending.to ?? addressesOf(proposed?.to);
  const noWay = kind === 'reply' && sending.mode !== 'forward' && proposed !== undefined && to.length === 0;
  const cannot = empty || busy || write.isPending || noWay;
  const send = (close: boolean, at?: string) => {
    writer.current?.flush();
    const now = current.current;
    if (busy || write.isPending || noWay || (!now.text.trim() && !now.html?.includes('<img'))) return;
    setProblem(null);
    write.mutate(
      {
        kind, attachments: now.attachments.map((one) => one.id),
        ...(now.html ? { html: trimmed(now.html) } : { text: now.text.trim() }),
        ...(kind === 'reply' ? { ...bodyOf(sending, proposed), close, ...(at ? { send_at: at } : { undo: true }) } : { mentions: mentions.filter((id) => now.text.includes(`@${colleagues.find((one) => one.id === id)?.name}`)) }),
      },
      {
        onSuccess: (message) => {
          willLeave(message, conversation.id);
          (kind === 'reply' ? reply : note).clear();
          carried.current = new Set();
          setTyping(false);
          /* Who went elsewhere meanwhile is not called back. */
          const there = document.activeElement;
          if (there === document.body || box.current?.contains(there)) writer.current?.focus();
        },
        onError: (error) => {
          setProblem(`${say.sendFailed} ${sentenceOf(sayCommon, error)}`);
          tellError(language, error);
        },
      },
    );
  };
  const press = (event: KeyboardEvent | globalThis.KeyboardEvent) => {
    if (pressed(event, writingActions.send) || pressed(event, writingActions.sendClose)) {
      event.preventDefault();
      send(event.shiftKey);
    } else if (pressed(event, writingActions.sendLater) && kind === 'reply') setChoosing(true);
    else if (pressed(event, writingActions.leave)) document.querySelector<HTMLElement>('#main h1')?.focus();
    else return false;
    return true;
  };

  const toName = (address: string) => proposed?.to.find((one) => one.address === address)?.name || address;
  const whom = to.length === 0 || (to.length === 1 && to[0] === conversation.person?.address) ? nameOf(conversation.person) : to.map(toName).join(', ');
  const label = kind === 'note' ? say.noteLabel : sending.mode === 'forward' ? say.forwardLabel : say.replyTo(whom);
  const tooLong = kind === 'reply' && channel?.text_max ? new TextEncoder().encode(draft.text).length > channel.text_max : false;
  return (
    <section ref={box} className={styles.composer} data-kind={kind} aria-label={say.composer}>
      <div className={styles.kinds} role="group" aria-label={say.composer}>
        <button type="button" aria-pressed={kind === 'reply'} onClick={() => open('reply')}><IconReply size={15} />{say.reply}</button>
        <button type="button" aria-pressed={kind === 'note'} onClick={() => open('note')}><IconNote size={15} />{say.note}</button>
        <span className={styles.hint}>{kind === 'reply' ? say.byChannel(channelName(sayCommon, conversation.channel)) : say.noteLabel}{!empty && ` · ${saved ? sayWriting.saved : sayWriting.unsaved}`}</span>
      </div>
      {conflict && (
        <div className={styles.conflict} role="alert">
          <span>{sayWriting.elsewhere}</span>
          <Button size="compact-xs" variant="default" onClick={() => settle(true)}>{sayWriting.takeOther}</Button>
          <Button size="compact-xs" variant="default" onClick={() => settle(false)}>{sayWriting.keepMine}</Button>
        </div>
      )}
      {kind === 'reply' && <Envelope sending={sending} proposed={proposed} onChange={envelope} />}
      {noWay && <NoWay conversation={conversation} onNote={() => open('note')} />}
      <Writer key={kind} handle={writer} draft={draft} generation={`${kind}-${generation}`} rich={kind === 'note' || channel?.takes_html !== false} files={kind === 'note' || channel?.takes_files !== false}
        label={label} placeholder={kind === 'reply' ? say.replyPlaceholder : say.notePlaceholder} conversation={conversation.id} carried={(id) => carried.current.has(id)}
        onChange={(next) => { change((before) => { current.current = next(before); return current.current; }); stillTyping(); }}
        onMention={kind === 'note' ? (id) => note.change((before) => ({ ...before, sending: { ...(before.sending ?? SENDING), mentions: [...new Set([...(before.sending?.mentions ?? []), id])] } })) : undefined}
        onKey={press} onBusy={setBusy} onProblem={setProblem}
        tools={<>
          {kind === 'reply' && <Button variant="default" size="xs" leftSection={<IconCheck size={14} />} disabled={cannot || tooLong} onClick={() => send(true)}>{say.sendClose}</Button>}
          <span className={styles.send}>
            <Tooltip label="Ctrl + ↵">
              <Button size="xs" leftSection={kind === 'reply' ? <IconSend size={14} /> : <IconNote size={14} />} disabled={empty || busy || tooLong || noWay} loading={write.isPending} onClick={() => send(false)}>{kind === 'reply' ? say.send : say.addNote}</Button>
            </Tooltip>
            {kind === 'reply' && !channel?.live && (
              <Tooltip label={sayWriting.sendLater}>
                <ActionIcon size={30} aria-label={sayWriting.sendLater} disabled={cannot || tooLong} onClick={() => setChoosing(true)}><IconCalendar size={15} /></ActionIcon>
              </Tooltip>
            )}
          </span>
        </>}>
        {kind === 'reply' && <Below sending={sending} proposed={proposed} />}
        {(problem || tooLong) && <p role="alert" className={styles.problem}>{problem ?? sayWriting.tooLong(fileSize(language, channel?.text_max ?? 0))}</p>}
      </Writer>
      {choosing && <WhenDialog title={sayWriting.sendLaterTitle} action={sayWriting.schedule} sentence={sayWriting.sendAt} onClose={() => setChoosing(false)} onChoose={(at) => send(false, at)} />}
    </section>
  );
}
