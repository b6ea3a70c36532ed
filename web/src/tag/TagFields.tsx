/* The name of a tag, its colour and when to use it: for a new one and for one that is there. */
import { Button, Modal, Select, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import type { Tag } from '#/lib/api.gen';
import { common } from '#/lib/common';
import { useWords } from '#/lib/words';
import styles from './Tag.module.css';
import { TagDot } from './TagChip';
import { words } from './words';

export const COLOURS = ['grey', 'red', 'orange', 'yellow', 'green', 'teal', 'blue', 'violet', 'pink'] as const;
export type Colour = (typeof COLOURS)[number];

export interface TagDraft {
  name: string;
  colour: Colour;
  about: string;
}

export function ColourSelect({ value, onChange }: { value: Colour; onChange: (colour: Colour) => void }) {
  const say = useWords(words);
  return (
    <Select label={say.colour} allowDeselect={false} value={value} w={130} leftSection={<TagDot colour={value} />}
      onChange={(next) => next && onChange(next as Colour)}
      data={COLOURS.map((colour) => ({ value: colour, label: say.colours[colour] }))}
      renderOption={({ option }) => <span className={styles.option}><TagDot colour={option.value as Colour} />{option.label}</span>} />
  );
}

export function EditTag({ tag, pending, onClose, onSave }: { tag: Tag; pending: boolean; onClose: () => void; onSave: (draft: TagDraft) => void }) {
  const say = useWords(words);
  const sayCommon = useWords(common);
  const [draft, setDraft] = useState<TagDraft>({ name: tag.name, colour: tag.colour, about: tag.about });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (draft.name.trim()) onSave({ ...draft, name: draft.name.trim(), about: draft.about.trim() });
  };
  return (
    <Modal opened onClose={onClose} title={say.edit(tag.name)} closeButtonProps={{ 'aria-label': sayCommon.close }}>
      <form onSubmit={submit} className={styles.form}>
        <TextInput label={say.name} value={draft.name} maxLength={60} data-autofocus onChange={(event) => setDraft({ ...draft, name: event.currentTarget.value })} />
        <ColourSelect value={draft.colour} onChange={(colour) => setDraft({ ...draft, colour })} />
        <TextInput label={say.when} value={draft.about} maxLength={200} onChange={(event) => setDraft({ ...draft, about: event.currentTarget.value })} />
        <div className={styles.actions}>
          <Button variant="default" onClick={onClose}>{sayCommon.cancel}</Button>
          <Button type="submit" disabled={!draft.name.trim()} loading={pending}>{sayCommon.save}</Button>
        </div>
      </form>
    </Modal>
  );
}
