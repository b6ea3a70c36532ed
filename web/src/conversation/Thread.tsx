/* One conversation: what was said, on every channel, and where to answer. */
import { Button, Drawer } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { lazy, Suspense, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { Navigate, useParams } from 'react-router';
import type { ConversationFull, Message } from '#/lib/api.gen';
import { common } from '#/lib/common';
import { IconDown } from '#/lib/icons';
import { nameOf } from '#/lib/names';
import { useTitle } from '#/lib/page';
import { ErrorState, RowsSkeleton } from '#/lib/states';
import { keep, recall } from '#/lib/store';
import { rowsOf } from '#/lib/table';
import { dayTitle } from '#/lib/time';
import { useLanguage, useWords } from '#/lib/words';
import { useMay, useMe } from '#/session/session';
import { ActsContext, type Acts } from './acts';
import { AutomaticMessage, isAutomatic } from './AutomaticMessage';
import { writing } from './compose-words';
import { Composer, type Asked } from './Composer';
import { useConversation, useThread } from './data';
import { moveDrafts } from './draft';
import { Header } from './Header';
import held from './Held.module.css';
import { MessageItem } from './MessageItem';
import { PersonPanel } from './PersonPanel';
import { usePresent } from './presence';
import { useReading } from './read';
import { Split } from './Split';
import styles from './Thread.module.css';
import { words } from './words';

/* Only a chat has somebody on the other side now. */
const VisitorBar = lazy(() => import('#/chat/VisitorBar'));

export function Component() {
  const { id = '' } = useParams();
  /* Everything below belongs to one conversation: another one starts anew. */
  return <Thread key={id} id={id} />;
}

function Thread({ id }: { id: string }) {
  const say = useWords(words);
  const sayCommon = useWords(common);
  const conversation = useConversation(id);
  const wide = useMediaQuery('(min-width: 1180px)', true, { getInitialValueInEffect: false });
  const [docked, setDocked] = useState(() => recall<boolean>('panel') ?? true);
  const [drawer, setDrawer] = useState(false);
  const mayWrite = useMay('conversation.write');
  useTitle(conversation.data ? conversation.data.subject || say.noSubject : '');
  const [asked, setAsked] = useState<Asked | null>(null);
  const [picked, setPicked] = useState<ReadonlySet<string> | null>(null);
  const acts: Acts | null = mayWrite
    ? {
        answer: (mode, message) => setAsked({ mode, message }),
        picked,
        pick: (message) => setPicked((before) => {
          const after = new Set(before);
          if (!after.delete(message)) after.add(message);
          return after;
        }),
      }
    : null;

  if (conversation.isError) return <ErrorState error={conversation.error} retry={() => void conversation.refetch()} />;
  if (!conversation.data) return <div className={styles.thread}><RowsSkeleton rows={5} height={90} /></div>;

  if (conversation.data.merged_into) return <Merged from={id} into={conversation.data.merged_into.id} />;

  const toggle = () => {
    if (!wide) return setDrawer(!drawer);
    keep('panel', !docked);
    setDocked(!docked);
  };
  return (
    <div className={styles.frame} data-panel={(wide && docked) || undefined}>
      <div className={styles.thread}>
        <Header conversation={conversation.data} mayWrite={mayWrite} panel={wide ? docked : drawer} onPanel={toggle} onSplit={() => setPicked(new Set())} />
        <ActsContext.Provider value={acts}><Messages conversation={conversation.data} /></ActsContext.Provider>
        <Others conversation={id} />
        {conversation.data.channel === 'chat' && <Suspense fallback={null}><VisitorBar conversation={id} /></Suspense>}
        {mayWrite && picked && <Split conversation={conversation.data} picked={picked} onLeave={() => setPicked(null)} />}
        {mayWrite && !picked && <Composer conversation={conversation.data} asked={asked} />}
      </div>
      {wide && docked && <aside className={styles.panel} aria-label={say.personPanel}><PersonPanel conversation={conversation.data} /></aside>}
      {!wide && (
        <Drawer opened={drawer} onClose={() => setDrawer(false)} position="right" size={320} title={say.personPanel} closeButtonProps={{ 'aria-label': sayCommon.close }}>
          <PersonPanel conversation={conversation.data} />
        </Drawer>
      )}
    </div>
  );
}

/* Its messages are elsewhere now, and what was being written goes with them. */
function Merged({ from, into }: { from: string; into: string }) {
  const me = useMe();
  useEffect(() => moveDrafts(me.id, from, into), [me.id, from, into]);
  return <Navigate to={`/conversations/${into}`} replace />;
}

const NEAR_END = 120;

function Messages({ conversation }: { conversation: ConversationFull }) {
  const say = useWords(words);
  const sayWriting = useWords(writing);
  const language = useLanguage();
  const me = useMe();
  const query = useThread(conversation.id);
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

  /* A message that grows (images loaded, window resized) keeps the end in sight; one that someone unfolds
   * stays where it was clicked. */
  useEffect(() => {
    const content = scroller.current?.firstElementChild;
    if (!content) return;
    const watch = new ResizeObserver(() => nearEnd.current && toEnd());
    watch.observe(content);
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
  if (query.isPending) return <div className={styles.scroller}><RowsSkeleton rows={4} height={110} /></div>;
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

/* Who else is here: two answers to one person are worse than none. */
function Others({ conversation }: { conversation: string }) {
  const say = useWords(words);
  const me = useMe();
  const present = usePresent(conversation, me.id);
  const writing = present.filter((one) => one.typing);
  const shown = writing.length ? writing : present;
  const names = shown.map((one) => one.name).join(say.and);
  return (
    <div className={styles.others} data-writing={writing.length > 0 || undefined} role="status">
      {shown.length > 0 && (writing.length ? say.typing(names, shown.length > 1) : say.looking(names, shown.length > 1))}
    </div>
  );
}
