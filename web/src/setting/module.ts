import { IconSetting } from '#/lib/icons';
import type { WebModule } from '#/lib/module';
import { words } from './words';

export const setting: WebModule = {
  name: 'setting',
  routes: [
    { path: 'settings', lazy: () => import('./HomePage') },
    { path: 'settings/rules', lazy: () => import('./SettingPage') },
  ],
  settings: [{ path: '/settings/rules', group: 'organisation', label: (language) => words(language).rules, about: (language) => words(language).rulesAbout }],
  nav: [{ path: '/settings', label: (language) => words(language).nav, icon: IconSetting, right: 'setting.manage', place: 'manage' }],
  follow: (client, fact) => {
    if (fact.name.startsWith('setting.')) void client.invalidateQueries({ queryKey: ['settings'] });
  },
};
