/* What can be done everywhere: the house's own actions, and going to each screen. */
import { actionsOf, type ActionTable } from '#/lib/actions';
import { modules } from '#/modules';
import { words } from './words';

export const shellActions = actionsOf({
  palette: { group: 'everywhere', label: (language) => words(language).keys.palette, keys: ['Mod+k'], quiet: true },
  create: { group: 'everywhere', label: (language) => words(language).keys.create, keys: ['c'] },
  help: { group: 'everywhere', label: (language) => words(language).keys.help, keys: ['?'] },
  scheme: { group: 'everywhere', label: (language) => words(language).keys.scheme },
  signOut: { group: 'everywhere', label: (language) => words(language).signOut },
});

export const goActions: ActionTable = Object.fromEntries(
  modules
    .flatMap((module) => module.nav ?? [])
    .map((entry) => [
      entry.path,
      { group: 'everywhere', label: (language) => words(language).goTo(entry.label(language)), keys: entry.go ? [`g ${entry.go}`] : undefined },
    ]),
);

/* Every key there is, for the sheet. */
export const allActions: readonly ActionTable[] = [shellActions, goActions, ...modules.flatMap((module) => module.actions ?? [])];
