import type { Words } from '#/lib/words';
import type { fr } from './fr';

export const en: Words<typeof fr> = {
  nav: 'X',
};
