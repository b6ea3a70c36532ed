/* The tags of a conversation, and choosing them by the keyboard. */
import { ActionIcon } from '@mantine/core';
import type { ConversationFull } from '#/lib/api.gen';
import { IconTag } from '#/lib/icons';
import { useWords } from '#/lib/words';
import styles from '#/tag/Tag.module.css';
import { TagChip } from '#/tag/TagChip';
import { TagPicker } from '#/tag/TagPicker';
import { words as tagWords } from '#/tag/words';
import type { Change } from './data';

export function HeaderTags({ conversation, mayWrite, opened, onOpened, onChange }: {
  conversation: ConversationFull;
  mayWrite: boolean;
  opened: boolean;
  onOpened: (opened: boolean) => void;
  onChange: (change: Change) => void;
}) {
  const say = useWords(tagWords);
  if (!mayWrite && conversation.tags.length === 0) return null;
  return (
    <div className={styles.chips} role="group" aria-label={say.tags}>
      {conversation.tags.map((tag) => <TagChip key={tag.id} tag={tag} onRemove={mayWrite ? () => onChange({ remove_tags: [tag.id] }) : undefined} />)}
      {mayWrite && (
        <TagPicker chosen={conversation.tags} opened={opened} onOpened={onOpened}
          onToggle={(tag, on) => onChange(on ? { add_tags: [tag.id] } : { remove_tags: [tag.id] })}
          target={(toggle) => (
            <ActionIcon variant="subtle" color="gray" size={30} title={say.put} aria-label={say.put} onClick={toggle} aria-haspopup="listbox" aria-expanded={opened}><IconTag size={16} /></ActionIcon>
          )} />
      )}
    </div>
  );
}
