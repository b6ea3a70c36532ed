/* What reception had to repair or to leave out, in the reader's words. The server writes short English
 * sentences (src/channel/mail); one that is not in this list is shown as it is, among the details. */
import type { Message } from '#/lib/api.gen';

export type NoteWord =
  | 'refusedFile' | 'unreadable' | 'parts' | 'manyParts' | 'longText' | 'noSender' | 'bounds'
  | 'guessed' | 'twice' | 'bytes' | 'otherCharset' | 'date' | 'recipients' | 'noId';

/* A loss is told in the thread: something is missing, or may be. A repair is told there quietly, as one may
 * read a wrong letter. The rest interests those who look for it. */
type Weight = 'loss' | 'repair' | 'detail';

const KNOWN: readonly [RegExp, NoteWord, Weight][] = [
  [/kind or size that is not taken/, 'refusedFile', 'loss'],
  [/could not be read as a mail/, 'unreadable', 'loss'],
  [/parts could not be told apart/, 'parts', 'loss'],
  [/too many parts/, 'manyParts', 'loss'],
  [/text is too long/, 'longText', 'loss'],
  [/sender cannot be told/, 'noSender', 'loss'],
  [/nested too|headers are too long|too large/, 'bounds', 'loss'],
  [/character set was guessed/, 'guessed', 'repair'],
  [/encoded twice/, 'twice', 'repair'],
  [/bytes are not in the declared/, 'bytes', 'repair'],
  [/date is absurd/, 'date', 'repair'],
  [/declared as another character set/, 'otherCharset', 'detail'],
  [/too many recipients/, 'recipients', 'detail'],
  [/no Message-ID/, 'noId', 'detail'],
];

export interface Note {
  word: NoteWord | null;
  weight: Weight;
  raw: string;
}

export function notesOf(message: Message): Note[] {
  return message.notes.map((raw) => {
    const known = KNOWN.find(([pattern]) => pattern.test(raw));
    return { word: known?.[1] ?? null, weight: known?.[2] ?? 'detail', raw };
  });
}
