/* The page as people will see it, while it is written. The frame runs nothing and belongs to nobody. */
import { useDebouncedValue } from '@mantine/hooks';
import type { FormDraft } from '#/lib/api.gen';
import { useWords, type Language } from '#/lib/words';
import { usePreview } from './data';
import styles from './Form.module.css';
import { words } from './words';

const PAUSE_MS = 400; /* of typing */

export function Preview({ draft, language }: { draft: FormDraft; language: Language }) {
  const say = useWords(words);
  const [settled] = useDebouncedValue(draft, PAUSE_MS);
  const { version, team, address, ...shown } = settled; /* eslint-disable-line @typescript-eslint/no-unused-vars */
  const query = usePreview(language, { ...shown, slug: shown.slug || 'x', name: shown.name || 'x', origins: [] });
  return (
    <aside className={styles.preview} aria-label={say.preview}>
      <h2>{say.preview}</h2>
      {query.data && <iframe title={say.previewTitle} srcDoc={query.data.html} sandbox="" />}
      {query.isError && <p role="status" className="quiet">{say.previewWrong}</p>}
    </aside>
  );
}
