/* How much a conversation presses: bars beside the words, nothing for what is normal. */
import { Button, Menu } from '@mantine/core';
import { IconDown } from '#/lib/icons';
import { useWords } from '#/lib/words';
import { deskWords } from './desk-words';
import styles from './Status.module.css';
import { PRIORITIES, type Priority } from './views';

const BARS: Record<Priority, number> = { low: 1, normal: 2, high: 3, urgent: 4 };

export function PrioritySign({ priority }: { priority: Priority }) {
  return (
    <svg className={styles.priority} data-priority={priority} width="14" height="14" viewBox="0 0 14 14" aria-hidden="true">
      {[0, 1, 2, 3].map((bar) => (
        <rect key={bar} x={1 + bar * 3.2} y={9.500 - bar * 2.600} width="2.2" height={3.500 + bar * 2.600} rx="0.8" fill="currentColor" opacity={bar < BARS[priority] ? 1 : 0.22} />
      ))}
    </svg>
  );
}

export function PriorityMenu({ priority, mayWrite, opened, onOpened, onChange }: {
  priority: Priority;
  mayWrite: boolean;
  opened: boolean;
  onOpened: (opened: boolean) => void;
  onChange: (priority: Priority) => void;
}) {
  const say = useWords(deskWords);
  return (
    <Menu position="bottom-start" disabled={!mayWrite} opened={opened} onChange={onOpened}>
      <Menu.Target>
        {/* What is normal needs no word. */}
        <Button size="xs" variant="default" disabled={!mayWrite} leftSection={priority !== 'normal' && <PrioritySign priority={priority} />} rightSection={mayWrite && <IconDown size={13} />}
          title={say.priorityOf(say.priorities[priority])} aria-label={say.priorityOf(say.priorities[priority])}>{priority === 'normal' ? <PrioritySign priority={priority} /> : say.priorities[priority]}</Button>
      </Menu.Target>
      <Menu.Dropdown>
        {PRIORITIES.map((one) => <Menu.Item key={one} leftSection={<PrioritySign priority={one} />} onClick={() => onChange(one)}>{say.priorities[one]}</Menu.Item>)}
      </Menu.Dropdown>
    </Menu>
  );
}
