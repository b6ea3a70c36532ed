import type { WebModule } from '#/lib/module';
import { actions } from './actions';

export const search: WebModule = {
  name: 'search',
  actions: [actions],
  routes: [{ path: 'search', lazy: () => import('./SearchPage') }],
};
