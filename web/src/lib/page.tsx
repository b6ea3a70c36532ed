/* A page that is not the desk: a title, what can be done, and the matter below. The title takes the
 * keyboard's place when one arrives, so that a screen reader says where one is. */
import { useEffect, useRef, type ReactNode } from 'react';
import styles from './page.module.css';

export function useTitle(title: string): void {
  useEffect(() => {
    document.title = title ? `${title} · Lien` : 'Lien';
  }, [title]);
}

export function ScreenPage({ title, about, actions, wide = false, children }: { title: string; about?: string; actions?: ReactNode; wide?: boolean; children: ReactNode }) {
  useTitle(title);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
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
