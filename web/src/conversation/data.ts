/* What the desk asks the server, and where answers are kept. */
import { queryOptions, useInfiniteQuery, useMutation, useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { api, Problem, type Page } from '#/lib/api';
import type { Conversation, ConversationCounts, ConversationFull, Message, Staff, Team } from '#/lib/api.gen';
import { pagesOptions } from '#/lib/table';
import { tellError } from '#/lib/tell';
import { useLanguage } from '#/lib/words';
import { placeEverywhere, putMessage } from './cache';
import type { View } from './views';

export const keys = {
  lists: ['conversations'] as const,
  list: (view: View) => ['conversations', view] as const,
  one: (id: string) => ['conversation', id] as const,
  threads: ['thread'] as const,
  thread: (id: string) => ['thread', id] as const,
  reply: (id: string) => ['reply', id] as const,
  counts: ['conversation-counts'] as const,
  ofPerson: (person: string) => ['conversations-of', person] as const,
  outbox: ['outbox'] as const,
  letters: ['outbox', 'letters'] as const,
  scheduled: ['scheduled'] as const,
};

const THREAD_PAGE = 50;

export function useCounts() {
  return useQuery({ queryKey: keys.counts, queryFn: ({ signal }) => api.get<ConversationCounts>('/api/conversations/counts', undefined, signal) });
}

const oneOptions = (id: string) =>
  queryOptions({ queryKey: keys.one(id), queryFn: ({ signal }) => api.get<ConversationFull>(`/api/conversations/${id}`, undefined, signal) });

/* Newest first, so that the end of a long thread is there at once. */
const threadOptions = (id: string) => pagesOptions<Message>(keys.thread(id), `/api/conversations/${id}/messages`, { order: 'newest', limit: THREAD_PAGE });

export const useConversation = (id: string) => useQuery(oneOptions(id));
export const useThread = (id: string) => useInfiniteQuery(threadOptions(id));

/* Asks for what a screen is about to show; what is there already stays. */
export function askAhead(client: QueryClient, id: string): void {
  void client.prefetchQuery(oneOptions(id));
  void client.prefetchInfiniteQuery(threadOptions(id));
}

export function useConversationsOf(person: string | undefined) {
  return useQuery({
    queryKey: keys.ofPerson(person ?? ''),
    queryFn: ({ signal }) => api.get<Page<Conversation>>('/api/conversations', { person, status: 'all', limit: 12 }, signal),
    enabled: person !== undefined,
  });
}

export function useColleagues() {
  return useQuery({ queryKey: ['staff'], queryFn: ({ signal }) => api.get<Page<Staff>>('/api/staff', { limit: 200 }, signal), staleTime: 10 * 60_000 });
}

export function useTeams() {
  return useQuery({ queryKey: ['teams'], queryFn: ({ signal }) => api.get<Page<Team>>('/api/teams', { limit: 200 }, signal), staleTime: 10 * 60_000 });
}

export interface Change {
  status?: Conversation['status'];
  assignee?: string | null;
  team?: string | null;
  subject?: string;
  snoozed_until?: string | null;
  priority?: Conversation['priority'];
  tags?: string[];
  add_tags?: string[];
  remove_tags?: string[];
  version?: number;
}

/* Shown at once, put back if the server refuses. */
export function useChange(id: string, preview: (before: ConversationFull, change: Change) => ConversationFull) {
  const client = useQueryClient();
  const language = useLanguage();
  return useMutation({
    mutationFn: (change: Change) => api.patch<ConversationFull>(`/api/conversations/${id}`, change),
    onMutate: async (change) => {
      await client.cancelQueries({ queryKey: keys.one(id) });
      const before = client.getQueryData<ConversationFull>(keys.one(id));
      if (before) client.setQueryData(keys.one(id), preview(before, change));
      return { before };
    },
    onSuccess: (after) => conversationChanged(client, after),
    onError: (error, _change, context) => {
      if (context?.before) client.setQueryData(keys.one(id), context.before);
      if (error instanceof Problem && error.status === 409) void client.invalidateQueries({ queryKey: keys.one(id) });
      tellError(language, error);
    },
  });
}

export interface Draft {
  kind: 'reply' | 'note';
  attachments: string[];
  /* The rest is bodyOf() of reply.ts. */
  [field: string]: unknown;
}

export function useWrite(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (draft: Draft) => api.post<Message>(`/api/conversations/${id}/messages`, draft),
    onSuccess: (message) => {
      putMessage(client, id, message);
      void refreshConversation(client, id);
    },
  });
}

export function conversationChanged(client: QueryClient, after: ConversationFull): void {
  client.setQueryData(keys.one(after.id), after);
  placeEverywhere(client, after);
  void client.invalidateQueries({ queryKey: keys.counts });
}

/* Reads one conversation again and puts it wherever it is shown. */
export async function refreshConversation(client: QueryClient, id: string): Promise<void> {
  try {
    conversationChanged(client, await api.get<ConversationFull>(`/api/conversations/${id}`));
  } catch {
    /* The next fact or visit reads it again. */
  }
}
