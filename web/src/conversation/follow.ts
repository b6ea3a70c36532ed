/* Facts about conversations, brought to the screen. */
import type { QueryClient } from '@tanstack/react-query';
import { api } from '#/lib/api';
import type { Message } from '#/lib/api.gen';
import type { Fact } from '#/lib/events';
import { gather } from '#/lib/later';
import { putMessage } from './cache';
import { keys, refreshConversation } from './data';
import { presenceTold } from './presence';

/* Beyond this many changes at once, reading the lists again is cheaper. */
const ONE_BY_ONE_MAX = 5;
const GATHER_MS = 150;
const REST_MS = 2000;

let client: QueryClient;

const refresh = gather<string>(GATHER_MS, (ids) => {
  if (ids.size > ONE_BY_ONE_MAX) {
    for (const queryKey of [keys.lists, keys.counts, ['conversation']]) void client.invalidateQueries({ queryKey });
  } else {
    for (const id of ids) void refreshConversation(client, id);
  }
}, REST_MS);

/* What leaves, now or later. */
const refreshOutbox = gather<null>(1000, () => {
  for (const queryKey of [keys.outbox, keys.scheduled]) void client.invalidateQueries({ queryKey });
});

async function refreshMessage(conversation: string, id: string): Promise<void> {
  if (!client.getQueryData(keys.thread(conversation))) return;
  try {
    putMessage(client, conversation, await api.get<Message>(`/api/messages/${id}`));
  } catch {
    void client.invalidateQueries({ queryKey: keys.thread(conversation) });
  }
}

export function follow(queryClient: QueryClient, fact: Fact): void {
  client = queryClient;
  if (fact.name === 'presence') return presenceTold(fact);
  /* I read it in another tab, on another machine. */
  if (fact.name === 'read' && typeof fact.data.conversation === 'string') return refresh(fact.data.conversation);
  if (!fact.conversation || !/^(conversation|message)\./.test(fact.name)) return;

  if (fact.name === 'conversation.withdrawn') {
    for (const queryKey of [keys.lists, keys.counts]) void client.invalidateQueries({ queryKey });
    if (fact.person) void client.invalidateQueries({ queryKey: keys.ofPerson(fact.person) });
    return;
  }
  refresh(fact.conversation);
  void client.invalidateQueries({ queryKey: keys.reply(fact.conversation) });
  /* Messages went from one to the other. */
  if (/^conversation\.(merged|unmerged|split)$/.test(fact.name)) {
    if (typeof fact.data.into === 'string') refresh(fact.data.into);
    void client.invalidateQueries({ queryKey: keys.threads });
  }
  if (/^conversation\.(un)?linked$/.test(fact.name) && typeof fact.data.other === 'string') refresh(fact.data.other);
  if (fact.name.startsWith('message.')) {
    if (fact.subject) void refreshMessage(fact.conversation, fact.subject);
    refreshOutbox(null);
  }
  if (fact.name === 'conversation.opened' && fact.person) void client.invalidateQueries({ queryKey: keys.ofPerson(fact.person) });
}
