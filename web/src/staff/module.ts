import { IconStaff } from '#/lib/icons';
import type { WebModule } from '#/lib/module';
import { words } from './words';

export const staff: WebModule = {
  name: 'staff',
  routes: [
    { path: 'staff', lazy: () => import('./StaffPage') },
    { path: 'staff/:tab', lazy: () => import('./StaffPage') },
  ],
  nav: [{ path: '/staff', label: (language) => words(language).nav, icon: IconStaff, right: 'staff.manage', place: 'manage' }],
  settings: [
    { path: '/staff/accounts', group: 'people', right: 'staff.manage', label: (language) => words(language).tabs.accounts, about: (language) => words(language).aboutAccounts },
    { path: '/staff/teams', group: 'people', right: 'staff.manage', label: (language) => words(language).tabs.teams, about: (language) => words(language).aboutTeams },
    { path: '/staff/tokens', group: 'data', label: (language) => words(language).tabs.tokens, about: (language) => words(language).aboutTokens },
  ],
  follow: (client, fact) => {
    if (/^(staff|team)\./.test(fact.name)) for (const queryKey of [['staff'], ['teams']]) void client.invalidateQueries({ queryKey });
  },
};
