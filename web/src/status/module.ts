import { IconIndicator } from '#/lib/icons';
import type { WebModule } from '#/lib/module';

/* The dictionary comes with the screen: the first page is lighter without it. */
const LABEL = { fr: 'État du système', en: 'System status' };

const ABOUT = { fr: 'Ce qui va, ce qui est à regarder : disque, tâches, relève des boîtes, recherche, sauvegarde.', en: 'What is well, what to look at: disk, jobs, fetching of mailboxes, search, backup.' };

export const status: WebModule = {
  name: 'status',
  routes: [{ path: 'settings/status', lazy: () => import('./StatusPage') }],
  nav: [{ path: '/settings/status', label: (language) => LABEL[language], icon: IconIndicator, right: 'setting.manage', place: 'manage', under: '/settings' }],
  settings: [{ path: '/settings/status', group: 'data', label: (language) => LABEL[language], about: (language) => ABOUT[language] }],
};
