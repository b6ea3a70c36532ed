/* Pages of settings whose folders tell the settings' home nothing themselves: shown where the application has
 * them. */
import type { SettingsEntry, WebModule } from '#/lib/module';
import { words } from './words';

const PAGES: { path: keyof ReturnType<typeof words>['others']; group: SettingsEntry['group']; right?: string }[] = [
  { path: '/tags', group: 'work', right: 'desk.manage' },
  { path: '/views', group: 'work', right: 'conversation.read' },
  { path: '/canned', group: 'work', right: 'conversation.write' },
  { path: '/settings/forms', group: 'channels' },
  { path: '/settings/chat', group: 'channels' },
];

export function otherSettings(modules: readonly WebModule[]): SettingsEntry[] {
  const routes = new Set(modules.flatMap((module) => module.routes).map((route) => `/${route.path}`));
  const told = new Set(modules.flatMap((module) => module.settings ?? []).map((entry) => entry.path));
  return PAGES.filter(({ path }) => routes.has(path) && !told.has(path)).map(({ path, group, right }) => ({
    path, group, right, label: (language) => words(language).others[path].label, about: (language) => words(language).others[path].about,
  }));
}
