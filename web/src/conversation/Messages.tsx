/* What was said, the newest in sight: stays at the end while one is there, and in place when one reads above. */
import { Button } from '@mantine/core';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { ConversationFull, Message } from '#/lib/api.gen';
import { IconDown } from '#/lib/icons';
import { nameOf } from '#/lib/names';
import { ErrorState } from '#/lib/states';
import { rowsOf } from '#/lib/table';
import { dayTitle } from '#/lib/time';
import { useLanguage, useWords } from '#/lib/words';
import { useMe } from '#/session/session';
import { AutomaticMessage, isAutomatic } from './AutomaticMessage';
import { writing } from './compose-words';
import type { useThread } from './data';
import held from './Held.module.css';
import { MessageItem } from './MessageItem';
import { useReading } from './read';
import styles from './Thread.module.css';
import { words } from './words';

const NEAR_END = 120;

export function Messages({ conversation, query }: { conversation: ConversationFull; query: ReturnType<typeof useThread> }) {
  const say = useWords(words);
  const sayWriting = useWords(writing);
  const language = useLanguage();
  const me = useMe();
  /* What has not left yet comes after all that was said. */
  const messages = rowsOf(query.data).reverse().sort((a, b) => Number(a.send_at !== null) - Number(b.send_at !== null));
  const scroller = useRef<HTMLDivElement>(null);
  const nearEnd = useRef(true);
  const heightBefore = useRef(0);
  const [unseen, setUnseen] = useState(false);
  const [spoken, setSpoken] = useState('');

  const newest = messages[messages.length - 1];
  const oldest = messages[0];
  useReading(conversation, messages.filter((message) => message.send_at === null).at(-1)?.id);
  const known = useRef<{ newest?: string; oldest?: string }>({});

  const toEnd = () => {
    const box = scroller.current;
    if (box) box.scrollTop = box.scrollHeight;
    setUnseen(false);
  };

  /* Stay at the end while one is there; stay in place when earlier messages come in above. */
  useLayoutEffect(() => {
    const box = scroller.current;
    if (!box || !newest) return;
    const before = known.current;
    known.current = { newest: newest.id, oldest: oldest?.id };
    if (!before.newest) toEnd();
    else if (before.newest !== newest.id) {
      const mine = newest.author.kind === 'staff' && newest.author.id === me.id;
      if (nearEnd.current || mine) toEnd();
      else setUnseen(true);
      if (!mine) setSpoken(say.newMessageFrom(authorOf(newest, say.program)));
    } else if (before.oldest !== oldest?.id) box.scrollTop += box.scrollHeight - heightBefore.current;
    heightBefore.current = box.scrollHeight;
  }, [newest, oldest?.id, me.id, say]);

  /* A message that grows (images loaded, window resized), or a composer that takes more room, keeps the end in
   * sight; a message that someone unfolds stays where it was clicked. */
  useEffect(() => {
    const box = scroller.current;
    if (!box?.firstElementChild) return;
    const watch = new ResizeObserver(() => nearEnd.current && toEnd());
    watch.observe(box.firstElementChild);
    watch.observe(box);
    return () => watch.disconnect();
  }, [query.isSuccess]);

  const onScroll = (event: React.UIEvent<HTMLDivElement>) => {
    const box = event.currentTarget;
    nearEnd.current = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR_END;
    if (nearEnd.current && unseen) setUnseen(false);
  };

  const onClick = (event: React.MouseEvent) => {
    if ((event.target as Element).closest('[aria-expanded], [aria-pressed]')) nearEnd.current = false;
  };

  if (query.isError) return <div className={styles.scroller}><ErrorState error={query.error} retry={() => void query.refetch()} /></div>;
  return (
    <div className={styles.messages}>
      <div ref={scroller} className={styles.scroller} onScroll={onScroll} onClickCapture={onClick} tabIndex={0} role="region" aria-label={say.thread} data-messages-of={conversation.id}>
        <div className={styles.content}>
          {query.hasNextPage && (
            <Button variant="default" size="xs" className={styles.earlier} loading={query.isFetchingNextPage}
              onClick={() => { nearEnd.current = false; void query.fetchNextPage(); }}>{say.earlier}</Button>
          )}
          {messages.length === 0 && <p className="quiet">{say.threadEmpty}</p>}
          {messages.map((message, index) => {
            const day = dayTitle(language, message.at);
            const previous = messages[index - 1];
            return (
              <div key={message.id}>
                {message.send_at !== null ? !previous?.send_at && <h2 className={held.heading}><span>{sayWriting.notLeft}</span></h2> : (!previous || dayTitle(language, previous.at) !== day) && <h2 className={styles.day}><span>{day}</span></h2>}
                {isAutomatic(message) ? <AutomaticMessage message={message} conversation={conversation} /> : <MessageItem message={message} conversation={conversation} />}
              </div>
            );
          })}
        </div>
      </div>
      {unseen && <Button size="xs" className={styles.unseen} leftSection={<IconDown size={14} />} onClick={toEnd}>{say.newMessage}</Button>}
      <div aria-live="polite" className="only-read">{spoken}</div>
    </div>
  );
}

function authorOf(message: Message, program: string): string {
  return message.author.kind === 'program' ? program : nameOf(message.author);
}
