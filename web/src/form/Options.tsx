/* The answers one chooses from. */
import { ActionIcon, Button, TextInput } from '@mantine/core';
import type { FormField } from '#/lib/api.gen';
import { IconClose } from '#/lib/icons';
import { useWords, type Language } from '#/lib/words';
import { freeKey } from './draft';
import styles from './Form.module.css';
import { words } from './words';

export function Options({ field, writing, onChange }: { field: FormField; writing: Language; onChange: (field: FormField) => void }) {
  const say = useWords(words);
  const options = field.options ?? [];
  const write = (index: number, text: string) => onChange({ ...field, options: options.map((option, at) => (at === index ? { ...option, label: { ...option.label, [writing]: text } } : option)) });
  return (
    <fieldset className={styles.options}>
      <legend>{say.options}</legend>
      {options.map((option, index) => (
        <div key={option.key} className={styles.option}>
          <TextInput aria-label={say.option(index + 1)} value={option.label[writing] ?? ''} maxLength={300} lang={writing} onChange={(event) => write(index, event.currentTarget.value)} />
          <ActionIcon variant="subtle" color="gray" disabled={options.length === 1} aria-label={say.removeOption(option.label[writing] ?? option.key)} onClick={() => onChange({ ...field, options: options.filter((_, at) => at !== index) })}><IconClose size={14} /></ActionIcon>
        </div>
      ))}
      <Button variant="subtle" size="compact-sm" disabled={options.length >= 60} onClick={() => onChange({ ...field, options: [...options, { key: freeKey(options.map((option) => option.key), 'o'), label: { [writing]: '' } }] })}>{say.addOption}</Button>
    </fieldset>
  );
}
