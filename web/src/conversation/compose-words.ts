import { wordsOf } from '#/lib/words';
import { en } from './compose-en';
import { fr } from './compose-fr';

export const writing = wordsOf(fr, en);
