import { actionsOf } from '#/lib/actions';
import { words } from './words';

export const actions = actionsOf({
  open: { group: 'everywhere', label: (language) => words(language).all, keys: ['g n'] },
  seeAll: { group: 'everywhere', label: (language) => words(language).seeAll },
  preferences: { group: 'everywhere', label: (language) => words(language).preferences },
});
