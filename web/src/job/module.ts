import { IconRetry } from '#/lib/icons';
import type { WebModule } from '#/lib/module';
import { words } from './words';

export const job: WebModule = {
  name: 'job',
  routes: [{ path: 'jobs', lazy: () => import('./JobList') }],
  nav: [{ path: '/jobs', label: (language) => words(language).nav, icon: IconRetry, right: 'job.manage', place: 'manage' }],
};
