/* A message in its own layout. The page comes from the server, closed by its own policy
 * (src/conversation/message-page.h); the frame closes it once more: an origin of its own, no form, no
 * cookie, links open elsewhere. All it can do is say how tall it is, and it is believed within bounds. */
import { useComputedColorScheme } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import type { Message } from '#/lib/api.gen';
import { htmlAddress } from '#/lib/download';
import { nameOf } from '#/lib/names';
import { useWords } from '#/lib/words';
import { allowImages, refuseImages, useAllowedImages } from './images';
import styles from './MessageHtml.module.css';
import { words } from './words';

const HEIGHT_MAX = 20_000; /* what is longer scrolls inside */

interface Told {
  height: number;
  held: number; /* images that were not fetched */
}

function toldBy(data: unknown): Told | null {
  const told = (data as { lienPage?: Partial<Told> } | null)?.lienPage;
  if (typeof told?.height !== 'number' || typeof told.held !== 'number' || !(told.height >= 0)) return null;
  return { height: Math.min(told.height, HEIGHT_MAX), held: told.held };
}

export function MessageHtml({ message, author }: { message: Message; author: string }) {
  const say = useWords(words);
  const frame = useRef<HTMLIFrameElement>(null);
  const [told, setTold] = useState<Told | null>(null);
  const dark = useComputedColorScheme('light', { getInitialValueInEffect: false }) === 'dark';
  const sender = message.author.id;
  const { shown, always } = useAllowedImages(message.id, sender);

  useEffect(() => {
    const listen = (event: MessageEvent) => {
      if (event.source !== frame.current?.contentWindow) return;
      const next = toldBy(event.data);
      if (next) setTold(next);
    };
    window.addEventListener('message', listen);
    return () => window.removeEventListener('message', listen);
  }, []);

  return (
    <div>
      {!shown && told !== null && told.held > 0 && (
        <div className={styles.images}>
          <p>{say.imagesHeld(told.held)} {say.imagesWarn}</p>
          <button type="button" onClick={() => allowImages('messages', message.id)}>{say.images}</button>
          {sender !== null && <button type="button" onClick={() => allowImages('senders', sender)}>{say.imagesAlways(nameOf(message.author))}</button>}
        </div>
      )}
      <iframe ref={frame} className={styles.frame} title={say.htmlTitle(author)} src={htmlAddress(message.id, shown, dark)} style={told ? { height: told.height } : undefined}
        data-shown={told !== null || undefined} sandbox="allow-scripts allow-popups allow-popups-to-escape-sandbox" referrerPolicy="no-referrer" />
      {shown && (
        <div className={styles.images}>
          <p>{always ? say.imagesAlwaysOn(nameOf(message.author)) : say.imagesOn}</p>
          <button type="button" onClick={() => refuseImages(message.id, sender)}>{say.imagesHide}</button>
        </div>
      )}
    </div>
  );
}
