/* A message in its own layout. The server keeps only what its allow-list knows and forbids everything
 * else by the page's own policy; the frame may run no script, submit no form, and opens links elsewhere.
 * It counts as the same origin only so that pictures inside the mail come with our cookie and so that
 * its height can be read. */
import { useRef, useState } from 'react';
import { htmlAddress } from '#/lib/download';
import { useWords } from '#/lib/words';
import styles from './MessageHtml.module.css';
import { words } from './words';

const HEIGHT_MAX = 6000;

export function MessageHtml({ id, author }: { id: string; author: string }) {
  const say = useWords(words);
  const frame = useRef<HTMLIFrameElement>(null);
  const [images, setImages] = useState(false);
  const [height, setHeight] = useState(320);

  const measure = () => {
    const page = frame.current?.contentDocument;
    if (page?.documentElement) setHeight(Math.min(HEIGHT_MAX, page.documentElement.scrollHeight + 2));
  };
  return (
    <div>
      <iframe ref={frame} className={styles.frame} style={{ height }} title={say.htmlTitle(author)} src={htmlAddress(id, images)}
        sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox" referrerPolicy="no-referrer" loading="lazy" onLoad={measure} />
      {!images && (
        <p className={styles.images}>
          <button type="button" onClick={() => setImages(true)}>{say.images}</button> <span>{say.imagesWarn}</span>
        </p>
      )}
    </div>
  );
}
