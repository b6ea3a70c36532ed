import { IconLoop } from '#/lib/icons';
import type { WebModule } from '#/lib/module';
import { words } from './words';

export const loop: WebModule = {
  name: 'loop',
  routes: [{ path: 'loops', lazy: () => import('./LoopList') }],
  nav: [{ path: '/loops', label: (language) => words(language).nav, icon: IconLoop, right: 'survey.read', place: 'work', go: 'l' }],
  follow: (client, fact) => {
    if (fact.name.startsWith('loop.')) void client.invalidateQueries({ queryKey: ['loops'] });
  },
};
