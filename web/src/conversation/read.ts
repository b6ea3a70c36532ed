/* What one has read: told when a thread is really looked at, or taken back to come to it later. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { api } from '#/lib/api';
import type { ConversationFull } from '#/lib/api.gen';
import { tellDone, tellError } from '#/lib/tell';
import { useLanguage, useWords } from '#/lib/words';
import { conversationChanged } from './data';
import { deskWords } from './desk-words';

/* message null: nothing of it. */
const put = (conversation: string, message: string | null) => api.put<ConversationFull>(`/api/conversations/${conversation}/read`, { message });

/* The thread is on screen, up to its last message: so it is read. What came since the thread was loaded is
 * not: the server says so, and the next message tells again. */
export function useReading({ id, unread }: ConversationFull, newest: string | undefined): void {
  const client = useQueryClient();
  const told = useRef<string | null>(null);
  useEffect(() => {
    const tell = () => {
      if (!newest || !unread || told.current === newest || document.visibilityState !== 'visible') return;
      told.current = newest;
      put(id, newest).then((after) => conversationChanged(client, after), () => {
        told.current = null; /* at the next look */
      });
    };
    tell();
    document.addEventListener('visibilitychange', tell);
    return () => document.removeEventListener('visibilitychange', tell);
  }, [client, id, newest, unread]);
}

export function useMarkUnread() {
  const client = useQueryClient();
  const language = useLanguage();
  const say = useWords(deskWords);
  return useMutation({
    mutationFn: (conversation: string) => put(conversation, null),
    onSuccess: (after) => {
      conversationChanged(client, after);
      tellDone(say.markedUnread);
    },
    onError: (error) => tellError(language, error),
  });
}
