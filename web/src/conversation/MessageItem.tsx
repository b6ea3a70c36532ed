/* One message: a person's word, ours, or a note that stays between colleagues. */
import { Button, Popover } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { ReadMark } from '#/chat/ReadMark';
import { api } from '#/lib/api';
import type { ConversationFull, Delivery, Message } from '#/lib/api.gen';
import { channelName, common } from '#/lib/common';
import { Disc } from '#/lib/disc';
import { sourceAddress } from '#/lib/download';
import { IconCalendar, IconCheck, IconDownload, IconInfo, IconNote, IconOutbox, IconRetry, IconWarning } from '#/lib/icons';
import { nameOf } from '#/lib/names';
import { Opener } from '#/lib/Opener';
import { tellDone, tellError } from '#/lib/tell';
import { dateTime } from '#/lib/time';
import { TimeAgo } from '#/lib/when';
import { useLanguage, useWords } from '#/lib/words';
import { useMay } from '#/session/session';
import { HeldLine } from './Held';
import { MessageActs, OfferLine } from './MessageActs';
import { MessageFiles } from './MessageFiles';
import { MessageHtml } from './MessageHtml';
import styles from './MessageItem.module.css';
import { MessageMarks } from './MessageMarks';
import { MessageText } from './MessageText';
import { notesOf } from './notes';
import { RichText } from './RichText';
import { words } from './words';

export function MessageItem({ message, conversation }: { message: Message; conversation: ConversationFull }) {
  const say = useWords(words);
  const sayCommon = useWords(common);
  /* A message that is all layout has nothing to show as text. */
  const [html, setHtml] = useState(message.has_html && message.direction === 'in' && !message.text.trim());
  const [quoted, setQuoted] = useState(false);
  const author = message.author.kind === 'program' ? say.program : nameOf(message.author);
  const folded = message.reply !== null && message.reply !== message.text;
  const text = folded && !quoted ? (message.reply ?? '') : message.text;
  const tag = message.kind === 'person' ? null : say.kinds[message.kind];

  return (
    <article className={styles.message} data-direction={message.direction} aria-label={message.direction === 'note' ? say.noteBy(author) : author}>
      <header className={styles.header}>
        <Disc id={message.author.id ?? 'program'} name={author} size={28} square={message.direction !== 'in'} />
        <span className={styles.author}>{author}</span>
        {message.direction === 'note' && <span className={styles.tag}><IconNote size={13} />{say.noteTag}</span>}
        {tag && <span className={styles.tag}>{tag}</span>}
        {message.channel !== conversation.channel && message.direction !== 'note' && <span className={styles.tag}>{channelName(sayCommon, message.channel)}</span>}
        <span className={styles.end}>
          <TimeAgo at={message.at} className={styles.when} />
          <Details message={message} />
          <MessageActs message={message} />
        </span>
      </header>
      {message.subject && bare(message.subject) !== bare(conversation.subject) && <p className={styles.subject}>{message.subject}</p>}
      <MessageMarks message={message} />
      {html ? <MessageHtml message={message} author={author} /> : message.html && message.author.kind === 'staff' && !(folded && quoted) ? <RichText html={message.html} /> : text.trim() ? <MessageText text={text} /> : <p className={styles.empty}>{say.noText}</p>}
      {(folded || message.has_html) && (
        <div className={styles.toggles}>
          {folded && !html && <button type="button" aria-expanded={quoted} onClick={() => setQuoted(!quoted)}>{quoted ? say.hideQuoted : say.showQuoted}</button>}
          {message.has_html && message.direction === 'in' && <button type="button" aria-pressed={html} onClick={() => setHtml(!html)}>{html ? say.showText : say.showHtml}</button>}
        </div>
      )}
      <MessageFiles message={message} html={html} />
      {message.send_at !== null ? <HeldLine message={message} conversation={conversation.id} /> : message.delivery && <DeliveryLine message={message} delivery={message.delivery} read={conversation.channel === 'chat' && <ReadMark message={message} conversation={conversation.id} />} />}
      <OfferLine message={message} />
    </article>
  );
}

/* "Re:" and its like say nothing that the thread does not show. */
function bare(subject: string): string {
  return subject.replace(/^(\s*(re|ref|rép|rep|tr|fw|fwd|aw|wg)(\[\d+\])?\s*:)+\s*/i, '').trim();
}

const DELIVERY_ICONS = { queued: IconOutbox, sent: IconCheck, outbox: IconOutbox, retrying: IconRetry, failed: IconWarning, absent: IconOutbox, scheduled: IconCalendar, 'held-back': IconWarning };

export function DeliveryLine({ message, delivery, read }: { message: Message; delivery: Delivery; read?: ReactNode }) {
  const say = useWords(words);
  const language = useLanguage();
  const mayWrite = useMay('conversation.write');
  const retry = useMutation({
    mutationFn: () => api.post(`/api/messages/${message.id}/retry`),
    onSuccess: () => tellDone(say.retried),
    onError: (error) => tellError(language, error),
  });
  const Icon = DELIVERY_ICONS[delivery.state];
  const stuck = delivery.state === 'failed' || delivery.state === 'retrying';
  return (
    <p className={styles.delivery} data-state={delivery.state}>
      <Icon size={14} />
      <span title={delivery.at ? dateTime(language, delivery.at) : undefined}>{say.delivery[delivery.state]}</span>
      {read}
      {delivery.elsewhere === 'mail' && <span>{say.leftByMail}</span>}
      {stuck && delivery.detail && <span className={styles.detail}>{delivery.detail}</span>}
      {stuck && mayWrite && <Button size="compact-xs" variant="default" loading={retry.isPending} onClick={() => retry.mutate()}>{say.retry}</Button>}
    </p>
  );
}

/* Who exactly, when exactly, and what reception had to repair. */
function Details({ message }: { message: Message }) {
  const say = useWords(words);
  const language = useLanguage();
  const list = (addresses: Message['to']) => addresses.map((one) => (one.name ? `${one.name} <${one.address}>` : one.address)).join(', ');
  return (
    <Opener label={say.details} icon={<IconInfo size={15} />} opens="dialog">
      {(button, state) => (
        <Popover position="bottom-end" width={340} shadow="md" trapFocus returnFocus {...state}>
          <Popover.Target>{button}</Popover.Target>
          <Popover.Dropdown aria-label={say.details}>
            <div className={styles.details} tabIndex={-1} data-autofocus>
              <p>{dateTime(language, message.sent_at ?? message.at)}</p>
              {message.author.address && <p>{message.author.address}</p>}
              {message.to.length > 0 && <p><b>{say.to}</b> {list(message.to)}</p>}
              {message.cc.length > 0 && <p><b>{say.cc}</b> {list(message.cc)}</p>}
              {message.bcc.length > 0 && <p><b>{say.bccLong}</b> {list(message.bcc)}</p>}
              {message.notes.length > 0 && <p><b>{say.repaired}</b> {notesOf(message).map((note) => (note.word ? say.notes[note.word] : note.raw)).join(' ')}</p>}
              {message.has_source && <p><a href={sourceAddress(message.id)} download><IconDownload size={14} /> {say.source}</a></p>}
            </div>
          </Popover.Dropdown>
        </Popover>
      )}
    </Opener>
  );
}
