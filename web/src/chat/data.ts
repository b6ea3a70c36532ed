/* Widgets, and the visitor of a conversation, as the server knows them. */
import { skipToken, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, type Page } from '#/lib/api';
import type { ChatAvailability, ChatTalk, ChatWidget, ChatWidgetChange } from '#/lib/api.gen';

export const talkKey = (conversation: string) => ['chat-talk', conversation];
const AVAILABILITY = ['chat-availability'];
const WIDGETS = ['chat-widgets'];
const LOOK_AGAIN_MS = 15_000;

export function useWidgets() {
  return useQuery({ queryKey: WIDGETS, queryFn: ({ signal }) => api.get<Page<ChatWidget>>('/api/chat/widgets', {}, signal) });
}

export function useSaveWidget(id: string | null, done: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (change: ChatWidgetChange) => (id ? api.patch<ChatWidget>(`/api/chat/widgets/${id}`, change) : api.post<ChatWidget>('/api/chat/widgets', change)),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: WIDGETS });
      done();
    },
  });
}

/* Who is on the other side; null: nobody by the chat. */
export function useTalk(conversation: string) {
  return useQuery({
    queryKey: talkKey(conversation),
    queryFn: ({ signal }) => api.get<ChatTalk>(`/api/chat/conversations/${conversation}`, {}, signal),
    refetchInterval: LOOK_AGAIN_MS,
    retry: false,
  });
}

/* Up to which of our messages they have read, as the bar above the answer has learnt it. */
export function useReadUpTo(conversation: string) {
  return useQuery<ChatTalk>({ queryKey: talkKey(conversation), queryFn: skipToken }).data?.read ?? null;
}

export function useAvailability(mayTake = true) {
  const client = useQueryClient();
  const query = useQuery({ queryKey: AVAILABILITY, queryFn: ({ signal }) => api.get<ChatAvailability>('/api/chat/availability', {}, signal), enabled: mayTake });
  const change = useMutation({
    mutationFn: (available: boolean) => api.put('/api/chat/availability', { available }),
    onSuccess: (_, available) => client.setQueryData<ChatAvailability>(AVAILABILITY, (before) => before && { ...before, available }),
  });
  return { available: query.data?.available ?? true, inUse: query.data?.in_use ?? false, change };
}
