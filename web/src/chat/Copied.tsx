/* A text ready to be copied. */
import { Button, CopyButton } from '@mantine/core';
import { useWords } from '#/lib/words';
import styles from './Chat.module.css';
import { words } from './words';

export function Copied({ text, what }: { text: string; what: string }) {
  const say = useWords(words);
  return (
    <div className={styles.copied}>
      <pre tabIndex={0} aria-label={what}>{text}</pre>
      <CopyButton value={text}>
        {({ copied, copy }) => <Button size="compact-xs" variant={copied ? 'light' : 'default'} aria-label={copied ? say.copied : say.copyOf(what)} onClick={copy}>{copied ? say.copied : say.copy}</Button>}
      </CopyButton>
    </div>
  );
}
