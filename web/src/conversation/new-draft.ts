/* The draft of a conversation that is to be opened: on the server from its first words. */
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { api } from '#/lib/api';
import type { Draft } from '#/lib/api.gen';
import { draftKeys, type Kept } from './draft';

export interface Letter {
  email: string;
  name: string;
  subject: string;
  from: string | null;
  cc: string[];
  bcc: string[];
}

const SAVE_MS = 900;

export function useNewDraft(begun: Draft | undefined, person: string | undefined) {
  const client = useQueryClient();
  const [kept, setKept] = useState<Kept>({ text: begun?.text ?? '', html: begun?.html ?? null, attachments: begun?.attachments ?? [] });
  const [letter, setLetter] = useState<Letter>({
    email: begun?.letter.email ?? '', name: begun?.letter.name ?? '', subject: begun?.letter.subject ?? '', from: begun?.letter.from ?? null,
    cc: begun?.letter.cc ?? [], bcc: begun?.letter.bcc ?? [],
  });
  const [saved, setSaved] = useState(true);
  const now = useRef({ kept, letter });
  now.current = { kept, letter };
  const place = useRef({ id: begun?.id, version: begun?.version ?? 0 });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const over = useRef(false);
  const line = useRef(Promise.resolve());

  /* One after the other: the second save needs the place of the first. */
  const save = useCallback(() => {
    line.current = line.current.then(async () => {
      if (over.current) return;
      const { kept, letter } = now.current;
      const body = {
        text: kept.text, html: kept.html, attachments: kept.attachments.map((one) => one.id),
        letter: { subject: letter.subject || null, email: letter.email || null, name: letter.name || null, from: letter.from, cc: letter.cc, bcc: letter.bcc, person: person ?? null },
        ...(place.current.id ? { version: place.current.version } : {}),
      };
      try {
        const draft = place.current.id ? await api.put<Draft>(`/api/drafts/${place.current.id}`, body) : await api.post<Draft>('/api/drafts', body);
        place.current = { id: draft.id, version: draft.version };
        if (now.current.kept === kept && now.current.letter === letter) setSaved(true);
        void client.invalidateQueries({ queryKey: draftKeys.all });
      } catch {
        /* Tried again at the next change. */
      }
    });
  }, [client, person]);
  const later = () => {
    setSaved(false);
    clearTimeout(timer.current);
    timer.current = setTimeout(save, SAVE_MS);
  };
  /* Closing saves what the pause had not. */
  useEffect(() => () => {
    if (timer.current === undefined) return;
    clearTimeout(timer.current);
    save();
  }, [save]);

  return {
    kept,
    letter,
    saved,
    change: (next: (before: Kept) => Kept) => {
      now.current = { ...now.current, kept: next(now.current.kept) };
      setKept(now.current.kept);
      later();
    },
    write: (next: Partial<Letter>) => {
      now.current = { ...now.current, letter: { ...now.current.letter, ...next } };
      setLetter(now.current.letter);
      later();
    },
    drop: () => {
      over.current = true;
      clearTimeout(timer.current);
      void line.current.then(() => (place.current.id ? api.remove(`/api/drafts/${place.current.id}`) : undefined)).then(() => client.invalidateQueries({ queryKey: draftKeys.all }), () => {});
    },
  };
}
