/* Choosing tags by a few letters and the keyboard: those that are on come first, each Enter puts or takes
 * one, and who may make tags makes one that is not there. */
import { Combobox, useCombobox } from '@mantine/core';
import { type ReactElement, useEffect, useState } from 'react';
import type { Tag, TagRef } from '#/lib/api.gen';
import { IconCheck } from '#/lib/icons';
import { useWords } from '#/lib/words';
import { useMay } from '#/session/session';
import { fold, useMakeTag, useTags } from './data';
import styles from './Tag.module.css';
import { TagDot } from './TagChip';
import { words } from './words';

const SHOWN = 40; /* more are found by their letters */
const CREATE = '+';

interface TagPickerProps {
  chosen: readonly TagRef[];
  onToggle: (tag: TagRef, on: boolean) => void;
  mayCreate?: boolean;
  opened: boolean;
  onOpened: (opened: boolean) => void;
  target: (open: () => void) => ReactElement<Record<string, unknown>>;
}

export function TagPicker({ chosen, onToggle, mayCreate = true, opened, onOpened, target }: TagPickerProps) {
  const say = useWords(words);
  const [text, setText] = useState('');
  const manages = useMay('desk.manage') && mayCreate;
  const tags = useTags().data ?? [];
  const combobox = useCombobox({
    opened,
    onOpenedChange: onOpened,
    onDropdownClose: () => {
      setText('');
      combobox.resetSelectedOption();
      combobox.targetRef.current?.focus(); /* now: focusTarget() waits, and would take the keyboard from what a next key opened */
    },
  });
  /* Also when a key has opened it. */
  useEffect(() => {
    if (opened) combobox.focusSearchInput();
  }, [opened]);
  const make = useMakeTag((tag) => {
    setText('');
    onToggle(tag, true);
  });

  const on = (tag: TagRef) => chosen.some((one) => one.id === tag.id);
  const wanted = fold(text);
  const found = tags
    .filter((tag) => (!tag.archived || on(tag)) && fold(tag.name).includes(wanted))
    .sort((a, b) => Number(on(b)) - Number(on(a)))
    .slice(0, SHOWN);
  const creates = manages && wanted !== '' && !tags.some((tag) => fold(tag.name) === wanted);

  const submit = (value: string) => {
    if (value === CREATE) return make.mutate({ name: text.trim() });
    const tag = tags.find((one) => one.id === value);
    if (tag) onToggle(tag, !on(tag));
    setText('');
  };

  return (
    <Combobox store={combobox} width={280} position="bottom-start" withinPortal onOptionSubmit={submit}>
      <Combobox.Target withAriaAttributes={false}>{target(() => combobox.toggleDropdown())}</Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Search value={text} placeholder={say.find} aria-label={say.find} maxLength={60} onChange={(event) => {
          setText(event.currentTarget.value);
          combobox.updateSelectedOptionIndex();
        }} />
        <Combobox.Options mah={280} style={{ overflowY: 'auto' }} aria-label={say.tags}>
          {found.map((tag) => <Option key={tag.id} tag={tag} on={on(tag)} />)}
          {creates && <Combobox.Option value={CREATE}>{say.create(text.trim())}</Combobox.Option>}
          {found.length === 0 && !creates && <Combobox.Empty>{tags.length === 0 ? say.empty : say.none}</Combobox.Empty>}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}

function Option({ tag, on }: { tag: Tag; on: boolean }) {
  return (
    <Combobox.Option value={tag.id} active={on} title={tag.about || undefined} aria-selected={on}>
      <span className={styles.option}><TagDot colour={tag.colour} />{tag.name}{on && <IconCheck size={14} />}</span>
    </Combobox.Option>
  );
}
