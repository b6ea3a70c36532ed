/* The fields of a form: added, moved by keyboard or by buttons, taken out. */
import { Menu, Button } from '@mantine/core';
import { useRef, useState } from 'react';
import type { FormDraft, FormField } from '#/lib/api.gen';
import { IconPlus } from '#/lib/icons';
import { useWords, type Language } from '#/lib/words';
import { moved, newField, ONCE, sound, TYPES, type FieldType } from './draft';
import { FieldEditor } from './FieldEditor';
import styles from './Form.module.css';
import { words } from './words';

interface Props {
  draft: FormDraft;
  change: (part: Partial<FormDraft>) => void;
  writing: Language;
}

const labelOf = (field: FormField, language: Language) => field.label[language] || field.label.fr || field.label.en || field.key;

export function FieldList({ draft, change, writing }: Props) {
  const say = useWords(words);
  const list = useRef<HTMLOListElement>(null);
  const [told, setTold] = useState('');
  const fields = draft.fields;
  const move = (from: number, to: number) => {
    const field = fields[from];
    if (!field || to < 0 || to >= fields.length) return;
    change({ fields: moved(fields, from, to) });
    setTold(say.movedTo(labelOf(field, writing), to + 1, fields.length));
  };
  const remove = (index: number) => {
    change({ fields: sound(fields.filter((_, at) => at !== index)) });
    requestAnimationFrame(() => list.current?.querySelectorAll<HTMLElement>('[data-first]')[Math.min(index, fields.length - 2)]?.focus());
  };
  const add = (type: FieldType) => {
    change({ fields: [...fields, newField(draft, type, say.types[type], writing)] });
    requestAnimationFrame(() => [...(list.current?.querySelectorAll<HTMLInputElement>('[data-first]') ?? [])].at(-1)?.focus());
  };
  const free = TYPES.filter((type) => !ONCE.includes(type) || !fields.some((field) => field.type === type));
  const answerable = fields.some((field) => field.type === 'email' || field.type === 'phone');
  return (
    <section className={`card ${styles.section}`}>
      <h2>{say.fields}</h2>
      <p className="quiet">{say.fieldsHelp}</p>
      <ol ref={list} className={styles.fields}>
        {fields.map((field, index) => (
          <li key={field.key}>
            <FieldEditor
              field={field} label={labelOf(field, writing)} writing={writing} before={fields.slice(0, index)} free={free} alone={fields.length === 1}
              onChange={(next) => change({ fields: sound(fields.map((one, at) => (at === index ? next : one))) })}
              onUp={index > 0 ? () => move(index, index - 1) : undefined}
              onDown={index < fields.length - 1 ? () => move(index, index + 1) : undefined}
              onRemove={() => remove(index)}
            />
          </li>
        ))}
      </ol>
      <p role="status" className="only-read">{told}</p>
      {!answerable && <p className={styles.warn}>{say.noAnswerWay}</p>}
      <Menu position="bottom-start">
        <Menu.Target><Button variant="default" leftSection={<IconPlus size={16} />} disabled={fields.length >= 60}>{say.addField}</Button></Menu.Target>
        <Menu.Dropdown>{free.map((type) => <Menu.Item key={type} onClick={() => add(type)}>{say.types[type]}</Menu.Item>)}</Menu.Dropdown>
      </Menu>
    </section>
  );
}
