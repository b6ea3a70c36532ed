/* One field of a form. */
import { ActionIcon, Checkbox, NativeSelect, TextInput } from '@mantine/core';
import type { KeyboardEvent } from 'react';
import type { FormField } from '#/lib/api.gen';
import { IconClose, IconDown } from '#/lib/icons';
import { useWords, type Language } from '#/lib/words';
import { Condition } from './Condition';
import { hasOptions, type FieldType } from './draft';
import styles from './Form.module.css';
import { Options } from './Options';
import { words } from './words';

interface Props {
  field: FormField;
  label: string;
  writing: Language;
  before: readonly FormField[];
  free: readonly FieldType[];
  alone: boolean;
  onChange: (field: FormField) => void;
  onUp?: () => void;
  onDown?: () => void;
  onRemove: () => void;
}

export function FieldEditor({ field, label, writing, before, free, alone, onChange, onUp, onDown, onRemove }: Props) {
  const say = useWords(words);
  const types = [field.type as FieldType, ...free.filter((type) => type !== field.type)];
  const onKeyDown = (event: KeyboardEvent) => {
    const move = event.altKey && event.key === 'ArrowUp' ? onUp : event.altKey && event.key === 'ArrowDown' ? onDown : undefined;
    if (!move) return;
    event.preventDefault();
    const place = event.target as HTMLElement;
    move();
    requestAnimationFrame(() => place.focus()); /* a row that is moved in the page loses the keyboard */
  };
  const retype = (type: FieldType) => onChange({ ...field, type, options: hasOptions(type) ? (field.options?.length ? field.options : [{ key: 'o1', label: { [writing]: '…' } }]) : undefined });
  return (
    <div className={styles.field} role="group" aria-label={label} onKeyDown={onKeyDown}>
      <div className={styles.fieldHead}>
        <TextInput data-first label={say.label} value={field.label[writing] ?? ''} maxLength={300} lang={writing} onChange={(event) => onChange({ ...field, label: { ...field.label, [writing]: event.currentTarget.value } })} />
        <NativeSelect label={say.type} value={field.type} data={types.map((type) => ({ value: type, label: say.types[type] }))} onChange={(event) => retype(event.currentTarget.value as FieldType)} />
        <div className={styles.fieldActs}>
          <ActionIcon variant="subtle" color="gray" disabled={!onUp} onClick={onUp} aria-label={say.up(label)} className={styles.flip}><IconDown size={18} /></ActionIcon>
          <ActionIcon variant="subtle" color="gray" disabled={!onDown} onClick={onDown} aria-label={say.down(label)}><IconDown size={18} /></ActionIcon>
          <ActionIcon variant="subtle" color="gray" disabled={alone} onClick={onRemove} aria-label={say.remove(label)}><IconClose size={16} /></ActionIcon>
        </div>
      </div>
      <TextInput label={say.help} value={field.help?.[writing] ?? ''} maxLength={2000} lang={writing} onChange={(event) => onChange({ ...field, help: { ...field.help, [writing]: event.currentTarget.value } })} />
      {hasOptions(field.type) && <Options field={field} writing={writing} onChange={onChange} />}
      <div className={styles.fieldFoot}>
        <Checkbox label={say.required} checked={field.required ?? false} onChange={(event) => onChange({ ...field, required: event.currentTarget.checked })} />
        <Condition field={field} before={before} writing={writing} onChange={onChange} />
        <span className="quiet">{say.key(field.key)}</span>
      </div>
    </div>
  );
}
