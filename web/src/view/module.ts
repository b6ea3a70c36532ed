import { gather } from '#/lib/later';
import type { QueryClient } from '@tanstack/react-query';
import type { WebModule } from '#/lib/module';
import { VIEW_COUNTS, VIEWS } from './data';

const COUNT_AGAIN_MS = 3000;
const count = gather<QueryClient>(COUNT_AGAIN_MS, (clients) => {
  for (const client of clients) void client.invalidateQueries({ queryKey: VIEW_COUNTS });
});

export const view: WebModule = {
  name: 'view',
  routes: [{ path: 'views', lazy: () => import('./ViewsPage') }],
  follow: (client, fact) => {
    if (fact.name.startsWith('view.')) void client.invalidateQueries({ queryKey: VIEWS });
    if (/^((conversation|message|view|tag)\.|read$)/.test(fact.name)) count(client);
  },
};
