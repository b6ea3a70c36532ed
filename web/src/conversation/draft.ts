/* What is being written is kept in this browser at each keystroke: leaving a conversation, a reload or a
 * cut loses nothing. */
import { useState } from 'react';
import type { Attachment } from '#/lib/api.gen';
import { keep, recall } from '#/lib/store';

export type Kind = 'reply' | 'note';

export interface Kept {
  text: string;
  attachments: Attachment[];
}

const EMPTY: Kept = { text: '', attachments: [] };

export function useDraft(me: string, conversation: string, kind: Kind) {
  const key = `draft.${me}.${conversation}.${kind}`;
  const [draft, setDraft] = useState<Kept>(() => recall<Kept>(key) ?? EMPTY);
  const change = (next: (before: Kept) => Kept) =>
    setDraft((before) => {
      const after = next(before);
      keep(key, after.text || after.attachments.length ? after : null);
      return after;
    });
  return [draft, change] as const;
}
