/* What the list, its filters and its bulk changes say. */
import { wordsOf } from '#/lib/words';
import { en } from './desk-en';
import { fr } from './desk-fr';

export const deskWords = wordsOf(fr, en);
