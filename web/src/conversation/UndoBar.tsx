/* What was just sent and can still be taken back, for who has gone elsewhere meanwhile; z takes it back
 * from anywhere on the desk. */
import { Button, Kbd } from '@mantine/core';
import { useNavigate, useParams } from 'react-router';
import { useActions } from '#/lib/actions';
import { useWords } from '#/lib/words';
import { undoActions } from './actions';
import { writing } from './compose-words';
import styles from './Held.module.css';
import { useLeaving, useSecondsLeft, useTakeBack, type Leaving } from './held';

export function UndoBar() {
  const leaving = useLeaving();
  return leaving && <Bar leaving={leaving} />;
}

function Bar({ leaving }: { leaving: Leaving }) {
  const say = useWords(writing);
  const { id } = useParams();
  const navigate = useNavigate();
  const seconds = useSecondsLeft(leaving.until);
  const takeBack = useTakeBack();
  const undo = () =>
    takeBack.mutate(leaving, { onSuccess: (taken) => !taken.withdrawn && taken.conversation !== id && void navigate(`/conversations/${taken.conversation}`) });
  useActions(undoActions, { undo }, !takeBack.isPending);
  /* In its own thread the message itself counts and offers it. */
  if (id === leaving.conversation) return null;
  return (
    <div className={styles.bar} role="status">
      <span className="tabular">{say.leaving(seconds)}</span>
      <Button size="compact-sm" variant="default" rightSection={<Kbd size="xs">z</Kbd>} loading={takeBack.isPending} onClick={undo}>{say.takeBack}</Button>
    </div>
  );
}
