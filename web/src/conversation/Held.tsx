/* A message that has not left yet, in its thread: when it leaves, and what can still be done with it. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Message } from '#/lib/api.gen';
import { IconCalendar, IconOutbox, IconWarning } from '#/lib/icons';
import { dateTimeShort } from '#/lib/time';
import { useLanguage, useWords } from '#/lib/words';
import { writing } from './compose-words';
import styles from './Held.module.css';
import { useLeaving, useMove, useSecondsLeft, useTakeBack } from './held';
import { WhenDialog } from './WhenBox';

export function HeldLine({ message, conversation }: { message: Message; conversation: string }) {
  const say = useWords(writing);
  const language = useLanguage();
  const leaving = useLeaving();
  const [moving, setMoving] = useState(false);
  const takeBack = useTakeBack();
  const move = useMove(conversation);
  const state = message.delivery?.state;
  const at = message.send_at ?? message.at;
  const undo = state === 'queued';
  const Icon = undo ? IconOutbox : state === 'scheduled' ? IconCalendar : IconWarning;

  return (
    <div className={styles.line} data-state={state}>
      <Icon size={15} />
      <span className={styles.words}>
        {undo ? <Countdown until={leaving?.message === message.id ? leaving.until : Date.parse(at)} />
          : state === 'scheduled' ? say.scheduled(dateTimeShort(language, at))
            : message.delivery?.detail === 'person-wrote' ? say.heldBack : say.refused}
      </span>
      <span className={styles.acts}>
        {!undo && <Button size="compact-xs" variant="default" onClick={() => setMoving(true)}>{say.move}</Button>}
        {!undo && <Button size="compact-xs" variant="default" loading={move.isPending} onClick={() => move.mutate({ message: message.id, at: null })}>{say.sendNow}</Button>}
        <Button size="compact-xs" variant="default" loading={takeBack.isPending} onClick={() => takeBack.mutate({ message: message.id, conversation })}>{undo ? say.takeBack : say.edit}</Button>
      </span>
      {moving && (
        <WhenDialog title={say.movedAction} action={say.move} sentence={say.sendAt} onClose={() => setMoving(false)}
          onChoose={(chosen) => move.mutate({ message: message.id, at: chosen })} />
      )}
    </div>
  );
}

function Countdown({ until }: { until: number }) {
  const say = useWords(writing);
  return <span className="tabular">{say.leaving(useSecondsLeft(until))}</span>;
}
