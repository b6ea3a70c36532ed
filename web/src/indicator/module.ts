import { IconIndicator } from '#/lib/icons';
import type { WebModule } from '#/lib/module';
import { words } from './words';

export const indicator: WebModule = {
  name: 'indicator',
  routes: [
    { path: 'indicators', lazy: () => import('./Dashboard') },
    { path: 'indicators/:name', lazy: () => import('./Rows') },
  ],
  nav: [{ path: '/indicators', label: (language) => words(language).nav, icon: IconIndicator, right: 'indicator.read', place: 'work', go: 'i' }],
};
