/* Text as it was written; addresses of pages can be followed. */
import { memo, type ReactNode } from 'react';
import styles from './MessageText.module.css';

/* The end of a sentence does not belong to the address before it. */
const LINK = /https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]}»]/g;

function linked(text: string): ReactNode[] {
  const pieces: ReactNode[] = [];
  let end = 0;
  for (const found of text.matchAll(LINK)) {
    const word = found[0];
    pieces.push(text.slice(end, found.index));
    pieces.push(<a key={found.index} href={word} target="_blank" rel="noopener noreferrer nofollow">{word}</a>);
    end = found.index + word.length;
  }
  pieces.push(text.slice(end));
  return pieces;
}

export const MessageText = memo(function MessageText({ text }: { text: string }) {
  return <div className={styles.text} dir="auto">{linked(text.trim())}</div>;
});
