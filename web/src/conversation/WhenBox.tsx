/* Choosing a moment: in words, or one of the usual ones. For pauses and for sending later. */
import { Button, Modal, TextInput } from '@mantine/core';
import { useEffect, useState, type FormEvent } from 'react';
import { common } from '#/lib/common';
import { dateTimeShort } from '#/lib/time';
import { useLanguage, useWords } from '#/lib/words';
import { writing } from './compose-words';
import { useWhen } from './when';
import styles from './WhenBox.module.css';

interface WhenProps {
  title: string;
  action: string;
  sentence: (time: string) => string; /* what the chosen moment means: "Partira mar. 24 nov. 9:00" */
  onClose: () => void;
  onChoose: (at: string) => void; /* RFC 3339 */
}

export function WhenDialog({ title, action, sentence, onClose, onChoose }: WhenProps) {
  const say = useWords(writing);
  const sayCommon = useWords(common);
  const language = useLanguage();
  const [text, setText] = useState('');
  const [hurried, setHurried] = useState(false);
  const { at, suggestions } = useWhen(text);
  const choose = (chosen: string) => {
    onChoose(chosen);
    onClose();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (at) choose(at);
    else setHurried(at === undefined && text.trim() !== '');
  };
  /* Enter came before the words were understood: it counts once they are. */
  useEffect(() => {
    if (!hurried || at === undefined) return;
    setHurried(false);
    if (at) choose(at);
  });
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ 'aria-label': sayCommon.close }}>
      <form onSubmit={submit} className={styles.form}>
        <TextInput label={say.words} description={say.wordsHelp} inputWrapperOrder={['label', 'input', 'description']} value={text} maxLength={200} autoComplete="off" data-autofocus
          onChange={(event) => { setText(event.currentTarget.value); setHurried(false); }} />
        <p className={styles.meaning} role="status" data-unknown={at === null || undefined}>
          {at ? sentence(dateTimeShort(language, at)) : at === null ? say.wordsUnknown : ''}
        </p>
        <ul className={styles.usual}>
          {suggestions.map((one) => (
            <li key={one.word}>
              <button type="button" onClick={() => choose(one.at)}>
                <span>{say.suggestions[one.word]}</span>
                <span className="quiet">{dateTimeShort(language, one.at)}</span>
              </button>
            </li>
          ))}
        </ul>
        <Button type="submit" disabled={at === null || !text.trim()}>{action}</Button>
      </form>
    </Modal>
  );
}
