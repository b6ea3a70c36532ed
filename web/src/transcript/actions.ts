import { actionsOf } from '#/lib/actions';
import { words } from './words';

export const actions = actionsOf({
  open: { group: 'thread', label: (language) => words(language).open },
});
