/* A link or a key that is shown once, to be copied. */
import { Button, CopyButton, TextInput } from '@mantine/core';
import { useWords } from '#/lib/words';
import styles from './Staff.module.css';
import { words } from './words';

export function Secret({ label, text, value }: { label: string; text: string; value: string }) {
  const say = useWords(words);
  return (
    <div className={styles.form}>
      <p className="quiet">{text}</p>
      <div className={styles.secret}>
        <TextInput aria-label={label} readOnly value={value} data-autofocus onFocus={(event) => event.currentTarget.select()} />
        <CopyButton value={value}>
          {({ copied, copy }) => <Button variant={copied ? 'light' : 'filled'} onClick={copy} aria-live="polite">{copied ? say.copied : say.copy}</Button>}
        </CopyButton>
      </div>
    </div>
  );
}
