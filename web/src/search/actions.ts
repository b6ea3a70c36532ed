import { actionsOf } from '#/lib/actions';
import { words } from './words';

export const actions = actionsOf({
  search: { group: 'everywhere', label: (language) => words(language).nav, keys: ['/'] },
});
