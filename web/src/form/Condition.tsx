/* A field that is asked only when an earlier choice is one of these. */
import { Chip, NativeSelect } from '@mantine/core';
import type { FormField } from '#/lib/api.gen';
import { useWords, type Language } from '#/lib/words';
import { hasOptions } from './draft';
import styles from './Form.module.css';
import { words } from './words';

interface Props {
  field: FormField;
  before: readonly FormField[];
  writing: Language;
  onChange: (field: FormField) => void;
}

export function Condition({ field, before, writing, onChange }: Props) {
  const say = useWords(words);
  const choices = before.filter((one) => hasOptions(one.type));
  if (choices.length === 0) return null;
  const asked = choices.find((one) => one.key === field.shown_when?.field);
  const pick = (key: string) => {
    const first = choices.find((one) => one.key === key)?.options?.[0];
    onChange({ ...field, shown_when: first ? { field: key, options: [first.key] } : null });
  };
  return (
    <div className={styles.condition}>
      <NativeSelect label={say.when} value={asked?.key ?? ''} data={[{ value: '', label: say.always }, ...choices.map((one) => ({ value: one.key, label: one.label[writing] || one.key }))]} onChange={(event) => pick(event.currentTarget.value)} />
      {asked && (
        <div role="group" aria-label={say.whenIs} className={styles.chips}>
          <Chip.Group multiple value={field.shown_when?.options ?? []} onChange={(options) => { if (options.length > 0) onChange({ ...field, shown_when: { field: asked.key, options } }); }}>
            {asked.options?.map((option) => <Chip key={option.key} value={option.key} size="xs">{option.label[writing] || option.key}</Chip>)}
          </Chip.Group>
        </div>
      )}
    </div>
  );
}
