/* The page one meets before being signed in: the name of the product, one card. */
import type { ReactNode } from 'react';
import { useTitle } from '#/lib/page';
import { LANGUAGES, setLanguage, useLanguage, useWords } from '#/lib/words';
import styles from './Front.module.css';
import { words } from './words';

export function Front({ title, about, children }: { title: string; about?: string; children: ReactNode }) {
  const say = useWords(words);
  const language = useLanguage();
  useTitle(title);
  return (
    <main className={styles.front}>
      <div className={styles.brand}>
        <img src="/favicon.svg" alt="" width={34} height={34} />
        <span>Lien</span>
      </div>
      <section className={styles.card}>
        <h1>{title}</h1>
        {about && <p className={styles.about}>{about}</p>}
        {children}
      </section>
      <div className={styles.languages} role="group" aria-label={say.language}>
        {LANGUAGES.map((one) => (
          <button key={one} type="button" lang={one} aria-pressed={one === language} onClick={() => setLanguage(one)}>
            {one === 'fr' ? 'Français' : 'English'}
          </button>
        ))}
      </div>
    </main>
  );
}
