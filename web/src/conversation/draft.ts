/* What is being written. Each keystroke is kept in this browser at once, and on the server a moment later:
 * a reload, a cut, another machine lose nothing. Who changes a draft that has changed elsewhere is told,
 * and chooses. */
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { api, Problem } from '#/lib/api';
import type { Attachment, Draft, DraftSlot } from '#/lib/api.gen';
import { keep, recall } from '#/lib/store';
import { letterOf, sendingOf, type Sending } from './reply';

export type Kind = 'reply' | 'note';

export interface Kept {
  text: string; /* what lists show; the whole of it when html is null */
  html: string | null;
  attachments: Attachment[];
  sending?: Sending; /* whom it goes to, when one has said so */
}

interface Stored extends Kept {
  version: number; /* of the server's that it was made from; 0: none */
  dirty: boolean; /* the server does not have it yet */
}

const EMPTY: Kept = { text: '', html: null, attachments: [] };
const SAVE_MS = 900;

export const draftKeys = { all: ['drafts'] as const };

const isEmpty = (draft: Kept) => !draft.text.trim() && !draft.html?.includes('<img') && draft.attachments.length === 0;
const keyOf = (me: string, conversation: string, kind: Kind) => `draft.${me}.${conversation}.${kind}`;

const ofServer = (draft: Draft): Stored => ({
  text: draft.text,
  html: draft.html,
  attachments: draft.attachments,
  sending: sendingOf(draft.letter),
  version: draft.version,
  dirty: false,
});

export interface DraftHandle {
  draft: Kept;
  change: (next: (before: Kept) => Kept) => void;
  /* What it became by another hand than the editor's: the editor starts again from it. */
  generation: number;
  replace: (next: Kept) => void;
  clear: () => void;
  saved: boolean;
  conflict: Draft | null;
  settle: (takeOther: boolean) => void;
}

export function useDraft(me: string, conversation: string, kind: Kind): DraftHandle {
  const client = useQueryClient();
  const key = keyOf(me, conversation, kind);
  const path = `/api/conversations/${conversation}/draft?kind=${kind}`;
  const [stored, setStored] = useState<Stored>(() => recall<Stored>(key) ?? { ...EMPTY, version: 0, dirty: false });
  const [generation, setGeneration] = useState(0);
  const [conflict, setConflict] = useState<Draft | null>(null);
  const latest = useRef(stored);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const saving = useRef(false);

  const put = useCallback((next: Stored) => {
    latest.current = next;
    keep(key, next.dirty || !isEmpty(next) ? next : null);
    setStored(next);
  }, [key]);

  const save = useCallback(async () => {
    const now = latest.current;
    if (saving.current || !now.dirty) return;
    saving.current = true;
    try {
      if (isEmpty(now)) {
        if (now.version) await api.remove(path);
        if (latest.current === now) put({ ...now, version: 0, dirty: false });
        else put({ ...latest.current, version: 0 });
      } else {
        const kept = await api.put<Draft>(path, {
          text: now.text, html: now.html, letter: letterOf(now.sending), attachments: now.attachments.map((one) => one.id), version: now.version,
        });
        put({ ...latest.current, version: kept.version, dirty: latest.current !== now });
      }
      if (!now.version || isEmpty(now)) void client.invalidateQueries({ queryKey: draftKeys.all });
    } catch (error) {
      if (error instanceof Problem && error.status === 409) {
        const there = await api.get<DraftSlot>(path).then((slot) => slot.draft, () => null);
        if (there) setConflict(there);
        else put({ ...latest.current, version: 0 });
      }
      /* What cannot be saved now is kept here, and tried again at the next change. */
    } finally {
      saving.current = false;
      if (latest.current.dirty && latest.current !== now) schedule.current();
    }
  }, [client, path, put]);

  const schedule = useRef(() => {});
  schedule.current = () => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => void save(), SAVE_MS);
  };

  /* The server's, when another machine went further than this one. */
  useEffect(() => {
    let gone = false;
    void api.get<DraftSlot>(path).then(({ draft }) => {
      if (gone) return;
      const mine = latest.current;
      if (mine.dirty && draft && draft.version !== mine.version && draft.html !== mine.html) return setConflict(draft);
      if (mine.dirty) return schedule.current();
      if (draft ? draft.version !== mine.version : mine.version !== 0) {
        put(draft ? ofServer(draft) : { ...EMPTY, version: 0, dirty: false });
        setGeneration((before) => before + 1);
      }
    }, () => {});
    return () => {
      gone = true;
    };
  }, [path, put]);

  /* Leaving the conversation saves what the pause had not. */
  useEffect(() => () => {
    clearTimeout(timer.current);
    void save();
  }, [save]);

  const change = (next: (before: Kept) => Kept) => {
    put({ ...latest.current, ...next(latest.current), dirty: true });
    schedule.current();
  };
  const replace = (next: Kept) => {
    change(() => next);
    setGeneration((before) => before + 1);
  };
  return {
    draft: stored,
    change,
    generation,
    replace,
    clear: () => {
      replace({ ...EMPTY, sending: undefined });
      clearTimeout(timer.current);
      void save();
    },
    saved: !stored.dirty,
    conflict,
    settle: (takeOther) => {
      if (!conflict) return;
      if (takeOther) put(ofServer(conflict));
      else {
        put({ ...latest.current, version: conflict.version, dirty: true });
        schedule.current();
      }
      setConflict(null);
      setGeneration((before) => before + 1);
    },
  };
}

/* What was begun in a conversation that is merged goes on where its messages are: the server moves its own. */
export function moveDrafts(me: string, from: string, to: string): void {
  for (const kind of ['reply', 'note'] as const) {
    const kept = recall<Stored>(keyOf(me, from, kind));
    if (kept === null || recall<Stored>(keyOf(me, to, kind)) !== null) continue;
    keep(keyOf(me, to, kind), { ...kept, sending: undefined, version: kept.dirty ? 0 : kept.version });
    keep(keyOf(me, from, kind), null);
  }
}
