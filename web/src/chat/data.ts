/* Widgets, and the visitor of a conversation, as the server knows them. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, type Page } from '#/lib/api';
import type { ChatAvailability, ChatTalk, ChatWidget, ChatWidgetChange } from '#/lib/api.gen';

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
    queryKey: ['chat-talk', conversation],
    queryFn: ({ signal }) => api.get<ChatTalk>(`/api/chat/conversations/${conversation}`, {}, signal),
    refetchInterval: LOOK_AGAIN_MS,
    retry: false,
  });
}

export function useAvailability() {
  const client = useQueryClient();
  const queryKey = ['chat-availability'];
  const query = useQuery({ queryKey, queryFn: ({ signal }) => api.get<ChatAvailability>('/api/chat/availability', {}, signal) });
  const change = useMutation({
    mutationFn: (available: boolean) => api.put('/api/chat/availability', { available }),
    onSuccess: (_, available) => client.setQueryData(queryKey, { available }),
  });
  return { available: query.data?.available ?? true, change };
}
