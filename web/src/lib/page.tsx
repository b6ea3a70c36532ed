/* A page that is not the desk: a title, what can be done, and the matter below. */
import { useEffect, useLayoutEffect, useRef, type ReactNode, type RefObject } from 'react';
import styles from './page.module.css';

/* What the tab says: how much awaits one, then where one is. */
let place = '';
let unseen = 0;

function writeTitle(): void {
  document.title = `${unseen > 0 ? `(${unseen}) ` : ''}${place ? `${place} · Lien` : 'Lien'}`;
}

export function useTitle(title: string): void {
  useEffect(() => {
    place = title;
    writeTitle();
  }, [title]);
}

export function setUnseen(count: number): void {
  unseen = count;
  writeTitle();
}

/* The page as the browser opened it keeps the keyboard at its beginning, where the skip link is. */
let opened = false;

/* Arriving at a screen from another: its title takes the keyboard, and is read aloud. Before the screen is seen: whoever
 * goes on by a key as soon as they see it is not called back to the title. */
export function useArrival(title: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    if (opened) title.current?.focus({ preventScroll: true });
    opened = true;
  }, [title]);
}

export function ScreenPage({ title, about, actions, wide = false, children }: { title: string; about?: string; actions?: ReactNode; wide?: boolean; children: ReactNode }) {
  useTitle(title);
  const heading = useRef<HTMLHeadingElement>(null);
  useArrival(heading);
  return (
    <div className={styles.scroll}>
      <div className={styles.page} data-wide={wide || undefined}>
        <header className={styles.header}>
          <div>
            <h1 ref={heading} tabIndex={-1} className={styles.title}>{title}</h1>
            {about && <p className={styles.about}>{about}</p>}
          </div>
          {actions && <div className={styles.actions}>{actions}</div>}
        </header>
        {children}
      </div>
    </div>
  );
}
