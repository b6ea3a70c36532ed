import type { WebModule } from '#/lib/module';
import { actions } from './actions';
import { follow } from './follow';

export const notice: WebModule = {
  name: 'notice',
  routes: [
    { path: 'notices', lazy: () => import('./NoticeList') },
    { path: 'profile/notices', lazy: () => import('./Preferences') },
  ],
  actions: [actions],
  follow,
};
