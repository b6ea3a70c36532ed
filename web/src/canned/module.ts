import { IconText } from '#/lib/icons';
import type { WebModule } from '#/lib/module';
import { words } from './words';

export const canned: WebModule = {
  name: 'canned',
  routes: [{ path: 'canned', lazy: () => import('./CannedList') }],
  nav: [{ path: '/canned', label: (language) => words(language).nav, icon: IconText, right: 'conversation.write', place: 'manage' }],
};
