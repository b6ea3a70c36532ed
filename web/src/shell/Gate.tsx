/* In, or at the door: the address stays the same, so one lands where one wanted to go. */
import { common } from '#/lib/common';
import { ErrorState } from '#/lib/states';
import { useWords } from '#/lib/words';
import { useSession } from '#/session/session';
import { SignIn } from '#/session/SignIn';
import { Shell } from './Shell';

export function Gate() {
  const say = useWords(common);
  const session = useSession();
  if (session.isPending) return <p className="only-read" role="status">{say.loading}</p>;
  if (session.isError) return <ErrorState error={session.error} retry={() => void session.refetch()} />;
  return session.data ? <Shell /> : <SignIn />;
}
