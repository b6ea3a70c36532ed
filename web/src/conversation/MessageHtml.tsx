/* A message in its own layout. The server keeps only what its allow-list knows and puts the page in a
 * sandbox by its policy; the frame is one more: no script, no form, no cookie, an origin of its own,
 * links open elsewhere. So closed that its height cannot be read: one can pull it taller. */
import { useState } from 'react';
import { htmlAddress } from '#/lib/download';
import { useWords } from '#/lib/words';
import styles from './MessageHtml.module.css';
import { words } from './words';

export function MessageHtml({ id, author }: { id: string; author: string }) {
  const say = useWords(words);
  const [images, setImages] = useState(false);
  return (
    <div>
      <iframe className={styles.frame} title={say.htmlTitle(author)} src={htmlAddress(id, images)} sandbox="allow-popups allow-popups-to-escape-sandbox" referrerPolicy="no-referrer" />
      {!images && (
        <p className={styles.images}>
          <button type="button" onClick={() => setImages(true)}>{say.images}</button> <span>{say.imagesWarn}</span>
        </p>
      )}
    </div>
  );
}
