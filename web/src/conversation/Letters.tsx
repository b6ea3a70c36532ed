/* Mails of the program to colleagues that have not left: where no server is configured, this is where they
 * are read. Shown as they would be, in a frame where nothing runs. */
import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '#/lib/api';
import type { Letter } from '#/lib/api.gen';
import { tellError } from '#/lib/tell';
import { More, rowsOf, usePages } from '#/lib/table';
import { TimeAgo } from '#/lib/when';
import { useLanguage, useWords } from '#/lib/words';
import { keys } from './data';
import styles from './Outbox.module.css';
import { words } from './words';

export function useLetters(enabled: boolean) {
  return usePages<Letter>(keys.letters, '/api/letters', {}, enabled);
}

export function Letters({ pages }: { pages: ReturnType<typeof useLetters> }) {
  const say = useWords(words);
  const letters = rowsOf(pages.data);
  if (letters.length === 0) return null;
  return (
    <section aria-labelledby="letters" className={styles.letters}>
      <h2 id="letters" className={styles.heading}>{say.letters}</h2>
      <p className="quiet">{say.lettersAbout}</p>
      <ul className={styles.list}>{letters.map((letter) => <LetterItem key={letter.id} letter={letter} />)}</ul>
      <More pages={pages} />
    </section>
  );
}

function LetterItem({ letter }: { letter: Letter }) {
  const say = useWords(words);
  const language = useLanguage();
  const client = useQueryClient();
  const [open, setOpen] = useState(false);
  const retry = useMutation({
    mutationFn: () => api.post(`/api/letters/${letter.id}/retry`),
    onError: (error) => tellError(language, error),
    onSettled: () => client.invalidateQueries({ queryKey: keys.letters }),
  });
  return (
    <li className="card">
      <p className={styles.line}>
        <button type="button" className={styles.subject} aria-expanded={open} onClick={() => setOpen(!open)}>{letter.subject}</button>
        <span className="quiet">{say.outboxTo} {letter.name}</span>
        <TimeAgo at={letter.at} className={styles.when} />
      </p>
      {open
        ? <iframe className={styles.letter} title={letter.subject} src={`/api/letters/${letter.id}/html`} sandbox="allow-popups allow-popups-to-escape-sandbox" referrerPolicy="no-referrer" />
        : <div className={styles.text}>{letter.text}</div>}
      <p className={styles.line}>
        <span className="quiet">{say.delivery[letter.delivery]}{letter.detail && ` – ${letter.detail}`}</span>
        {letter.delivery !== 'queued' && <Button size="compact-xs" variant="default" loading={retry.isPending} onClick={() => retry.mutate()}>{say.retry}<span className="only-read"> {letter.subject}</span></Button>}
      </p>
    </li>
  );
}
