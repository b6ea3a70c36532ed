/* What is being written is kept in this browser at each keystroke: leaving a conversation, a reload or a
 * cut loses nothing. */
import { useState } from 'react';
import type { Attachment } from '#/lib/api.gen';
import { keep, recall } from '#/lib/store';
import type { Sending } from './reply';

export type Kind = 'reply' | 'note';

export interface Kept {
  text: string;
  attachments: Attachment[];
  sending?: Sending; /* whom it goes to, when one has said so */
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

/* What was begun in a conversation that is merged goes on where its messages are. */
export function moveDrafts(me: string, from: string, to: string): void {
  for (const kind of ['reply', 'note'] as const) {
    const [old, next] = [from, to].map((id) => `draft.${me}.${id}.${kind}`) as [string, string];
    const kept = recall<Kept>(old);
    if (kept === null || recall<Kept>(next) !== null) continue;
    keep(next, { ...kept, sending: undefined });
    keep(old, null);
  }
}
