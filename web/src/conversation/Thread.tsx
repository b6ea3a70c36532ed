/* One conversation: what was said, on every channel, and where to answer. */
import { Drawer } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { lazy, Suspense, useEffect, useState } from 'react';
import { Navigate, useParams } from 'react-router';
import { useActions } from '#/lib/actions';
import type { ConversationFull } from '#/lib/api.gen';
import { common } from '#/lib/common';
import { useLate } from '#/lib/late';
import { useTitle } from '#/lib/page';
import { ErrorState, RowsSkeleton } from '#/lib/states';
import { keep, recall } from '#/lib/store';
import { useWords } from '#/lib/words';
import { useMay, useMe } from '#/session/session';
import { writingActions } from './actions';
import { ActsContext, type Acts } from './acts';
import { Composer, type Asked } from './Composer';
import { useConversation, useThread } from './data';
import { moveDrafts } from './draft';
import { Header } from './Header';
import { Messages } from './Messages';
import { PersonPanel } from './PersonPanel';
import { usePresent } from './presence';
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

/* Both are asked for at once, and drawn once. */
function Thread({ id }: { id: string }) {
  const conversation = useConversation(id);
  const thread = useThread(id);
  if (conversation.isError) return <ErrorState error={conversation.error} retry={() => void conversation.refetch()} />;
  if (!conversation.data || thread.isPending) return <div className={styles.thread}><RowsSkeleton rows={5} height={90} /></div>;
  if (conversation.data.merged_into) return <Merged from={id} into={conversation.data.merged_into.id} />;
  return <Opened conversation={conversation.data} thread={thread} />;
}

/* What is read is drawn first; what one writes and clicks with follows in the next picture, in its place. */
function Opened({ conversation, thread }: { conversation: ConversationFull; thread: ReturnType<typeof useThread> }) {
  const { id } = conversation;
  const say = useWords(words);
  const sayCommon = useWords(common);
  const late = useLate();
  const wide = useMediaQuery('(min-width: 1180px)', true, { getInitialValueInEffect: false });
  const [docked, setDocked] = useState(() => recall<boolean>('panel') ?? true);
  const [drawer, setDrawer] = useState(false);
  const mayWrite = useMay('conversation.write');
  useTitle(conversation.subject || say.noSubject);
  const [asked, setAsked] = useState<Asked | null>(null);
  const [picked, setPicked] = useState<ReadonlySet<string> | null>(null);
  const acts: Acts | null = mayWrite
    ? {
        answer: (mode, message) => setAsked({ kind: 'reply', mode, message }),
        picked,
        pick: (message) => setPicked((before) => {
          const after = new Set(before);
          if (!after.delete(message)) after.add(message);
          return after;
        }),
      }
    : null;
  /* Heard here: whoever is quicker than the composer finds it open once it is there. */
  useActions(writingActions, { reply: () => setAsked({ kind: 'reply' }), note: () => setAsked({ kind: 'note' }) }, mayWrite && !picked);

  const toggle = () => {
    if (!wide) return setDrawer(!drawer);
    keep('panel', !docked);
    setDocked(!docked);
  };
  return (
    <div className={styles.frame} data-panel={(wide && docked) || undefined}>
      <div className={styles.thread}>
        <Header conversation={conversation} mayWrite={mayWrite} late={late} panel={wide ? docked : drawer} onPanel={toggle} onSplit={() => setPicked(new Set())} />
        <ActsContext.Provider value={acts}><Messages conversation={conversation} query={thread} /></ActsContext.Provider>
        <Others conversation={id} />
        {conversation.channel === 'chat' && <Suspense fallback={null}><VisitorBar conversation={id} /></Suspense>}
        {mayWrite && picked && <Split conversation={conversation} picked={picked} onLeave={() => setPicked(null)} />}
        {mayWrite && !picked && (late ? <Composer conversation={conversation} asked={asked} /> : <div className={styles.soon} />)}
      </div>
      {wide && docked && <aside className={styles.panel} aria-label={say.personPanel}>{late && <PersonPanel conversation={conversation} />}</aside>}
      {!wide && (
        <Drawer opened={drawer} onClose={() => setDrawer(false)} position="right" size={320} title={say.personPanel} closeButtonProps={{ 'aria-label': sayCommon.close }}>
          <PersonPanel conversation={conversation} />
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
