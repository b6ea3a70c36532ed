import { wordsOf } from '#/lib/words';
import { en } from './en';
import { fr } from './fr';

export const words = wordsOf(fr, en);
