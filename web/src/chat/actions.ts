import { actionsOf } from '#/lib/actions';
import { deskWords } from './desk-words';

export const actions = actionsOf({
  turn: { group: 'everywhere', label: (language) => deskWords(language).turn, keys: ['g d'] },
});
