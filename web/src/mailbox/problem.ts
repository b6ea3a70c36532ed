/* What the server refused of a mailbox, at the field it is about. */
import { Problem } from '#/lib/api';
import { sentenceOf, type CommonWords } from '#/lib/common';
import type { Words } from '#/lib/words';
import type { fr } from './fr';

export interface Wrong {
  field: string;
  sentence: string;
}

export function wrongOf(say: Words<typeof fr>, sayCommon: CommonWords, error: unknown): Wrong | null {
  if (!error) return null;
  if (error instanceof Problem && error.field) {
    if (error.status === 409 && error.field.includes('address')) return { field: error.field, sentence: say.taken };
    if (error.status === 409) return { field: '', sentence: say.changed };
    if (error.field === 'password') return { field: error.field, sentence: say.passwordAgain };
    return { field: error.field, sentence: say.fieldWrong };
  }
  return { field: '', sentence: sentenceOf(sayCommon, error) };
}
