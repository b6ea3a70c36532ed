import type { WebModule } from '#/lib/module';

export const search: WebModule = {
  name: 'search',
  routes: [{ path: 'search', lazy: () => import('./SearchPage') }],
};
