/* The page one meets before being signed in: whose it is, one card. */
import type { ReactNode } from 'react';
import { useBrand } from '#/brand/brand';
import { useTitle } from '#/lib/page';
import { LANGUAGES, setLanguage, useLanguage, useWords } from '#/lib/words';
import styles from './Front.module.css';
import { words } from './words';

export function Front({ title, about, children }: { title: string; about?: string; children: ReactNode }) {
  const say = useWords(words);
  const language = useLanguage();
  const brand = useBrand();
  useTitle(title);
  return (
    <main className={styles.front}>
      <div className={styles.brand}>
        {brand?.logo ? <img src={brand.logo.path} alt="" width={brand.logo.width} height={brand.logo.height} /> : <img src="/favicon.svg" alt="" width={34} height={34} />}
        <span>{brand?.name ?? 'Lien'}</span>
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
