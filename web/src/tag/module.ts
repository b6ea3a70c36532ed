import { IconTag } from '#/lib/icons';
import type { WebModule } from '#/lib/module';
import { TAGS } from './data';
import { words } from './words';

export const tag: WebModule = {
  name: 'tag',
  routes: [{ path: 'tags', lazy: () => import('./TagsPage') }],
  nav: [{ path: '/tags', label: (language) => words(language).nav, icon: IconTag, right: 'desk.manage', place: 'manage' }],
  follow: (client, fact) => {
    if (!fact.name.startsWith('tag.')) return;
    void client.invalidateQueries({ queryKey: TAGS });
    /* Rows carry its name and colour. */
    if (fact.name !== 'tag.added') for (const queryKey of [['conversations'], ['conversation']]) void client.invalidateQueries({ queryKey });
  },
};
