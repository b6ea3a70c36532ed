/* Who is signed in, what they may do, and coming and going. */
import { useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { api, onSignedOut, Problem, setCsrf } from '#/lib/api';
import type { Me, Session } from '#/lib/api.gen';
import { startEvents, stopEvents } from '#/lib/events';
import { setLanguage } from '#/lib/words';

const KEY = ['session'];

async function readSession(signal: AbortSignal): Promise<Session | null> {
  try {
    const session = await api.get<Session>('/api/session', undefined, signal);
    enter(session);
    return session;
  } catch (error) {
    if (error instanceof Problem && error.status === 401) return null;
    throw error;
  }
}

function enter(session: Session): void {
  setCsrf(session.csrf);
  setLanguage(session.staff.language);
  startEvents(session.position);
}

/* null: nobody is signed in. */
export function useSession() {
  return useQuery({ queryKey: KEY, queryFn: ({ signal }) => readSession(signal), staleTime: Infinity, retry: 1 });
}

export function useMe(): Me {
  const { data } = useSession();
  if (!data) throw new Error('useMe outside of a session');
  return data.staff;
}

export function useMay(right: string): boolean {
  return useMe().rights.includes(right);
}

/* After a sign-in, or a change of one's own account. */
export function sessionOpened(client: QueryClient, session: Session): void {
  enter(session);
  client.setQueryData(KEY, session);
}

export function meChanged(client: QueryClient, change: Partial<Me>): void {
  client.setQueryData<Session | null>(KEY, (session) => session && { ...session, staff: { ...session.staff, ...change } });
  if (change.language) setLanguage(change.language);
}

function forget(client: QueryClient): void {
  stopEvents();
  setCsrf('');
  client.removeQueries({ predicate: (query) => query.queryKey[0] !== KEY[0] });
  client.setQueryData(KEY, null);
}

export function useSignOut(): () => Promise<void> {
  const client = useQueryClient();
  return async () => {
    await api.remove('/api/session').catch(() => {
      /* Signed out by the server already. */
    });
    forget(client);
  };
}

export function watchSignOut(client: QueryClient): void {
  onSignedOut(() => forget(client));
}
