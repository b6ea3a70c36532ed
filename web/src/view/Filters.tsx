/* The filters that stand over a list, as chips one can drop; beside its title, the menu that adds one. */
import { Button, Menu } from '@mantine/core';
import { useState } from 'react';
import { DAYS, filtersOf, PRIORITIES, TAGS_MAX, type View } from '#/conversation/views';
import { useColleagues } from '#/conversation/data';
import { deskWords } from '#/conversation/desk-words';
import type { TagRef, View as SavedView } from '#/lib/api.gen';
import { channelName, common } from '#/lib/common';
import { IconClose, IconFilter } from '#/lib/icons';
import { labelled, useLanguage, useWords } from '#/lib/words';
import { useTags } from '#/tag/data';
import { TagPicker } from '#/tag/TagPicker';
import styles from './Filters.module.css';
import { SaveView } from './SaveView';
import { words } from './words';

const CHANNELS = ['mail', 'chat', 'form'] as const;

export function Filters({ view, onChange, saved }: { view: View; onChange: (next: Partial<View>) => void; saved: SavedView | undefined }) {
  const say = useWords(words);
  const chips = useChips(view, onChange);
  const keeps = filtersOf(view) > 0 || view.status !== 'active' || saved;
  if (chips.length === 0 && !keeps) return null;
  return (
    <div className={styles.filters} role="group" aria-label={say.filters}>
      {chips.map((chip) => (
        <span key={chip.key} className={styles.chip} title={chip.label}>
          <span>{chip.label}</span>
          <button type="button" aria-label={say.drop(chip.label)} onClick={chip.drop}><IconClose size={11} /></button>
        </span>
      ))}
      {keeps && <SaveView view={view} saved={saved} />}
    </div>
  );
}

function useChips(view: View, onChange: (next: Partial<View>) => void) {
  const say = useWords(words);
  const sayDesk = useWords(deskWords);
  const sayCommon = useWords(common);
  const language = useLanguage();
  const tags = useTags().data ?? [];
  const colleagues = useColleagues().data?.items ?? [];
  const chips: { key: string; label: string; drop: () => void }[] = [];
  if (view.assignee) chips.push({ key: 'assignee', label: labelled(language, say.assignee, colleagues.find((one) => one.id === view.assignee)?.name ?? view.assignee), drop: () => onChange({ assignee: null }) });
  if (view.priority) chips.push({ key: 'priority', label: sayDesk.priorityOf(sayDesk.priorities[view.priority]), drop: () => onChange({ priority: null }) });
  for (const id of view.tags) chips.push({ key: id, label: tags.find((tag) => tag.id === id)?.name ?? '…', drop: () => onChange({ tags: view.tags.filter((one) => one !== id) }) });
  if (view.channel) chips.push({ key: 'channel', label: channelName(sayCommon, view.channel), drop: () => onChange({ channel: null }) });
  if (view.unread) chips.push({ key: 'unread', label: say.unread, drop: () => onChange({ unread: false }) });
  if (view.waiting) chips.push({ key: 'waiting', label: say.waiting, drop: () => onChange({ waiting: false }) });
  if (view.days) chips.push({ key: 'days', label: say.daysOf(view.days), drop: () => onChange({ days: null }) });
  if (view.q) chips.push({ key: 'q', label: `« ${view.q} »`, drop: () => onChange({ q: '' }) });
  return chips;
}

export function AddFilter({ view, onChange }: { view: View; onChange: (next: Partial<View>) => void }) {
  const say = useWords(words);
  const sayDesk = useWords(deskWords);
  const sayCommon = useWords(common);
  const colleagues = (useColleagues().data?.items ?? []).filter((one) => one.active);
  const tags = useTags().data ?? [];
  const [opened, setOpened] = useState(false);
  const [tagging, setTagging] = useState(false);
  const chosen: TagRef[] = tags.filter((tag) => view.tags.includes(tag.id));
  const toggleTag = (tag: TagRef, on: boolean) =>
    onChange({ tags: on ? [...view.tags, tag.id].slice(-TAGS_MAX) : view.tags.filter((one) => one !== tag.id) });

  return (
    <TagPicker chosen={chosen} mayCreate={false} opened={tagging} onOpened={setTagging} onToggle={toggleTag} target={() => (
      <span>
        <Menu position="bottom-start" opened={opened} onChange={setOpened}>
          <Menu.Target><Button size="compact-xs" variant="subtle" color="gray" leftSection={<IconFilter size={13} />}>{say.filter}</Button></Menu.Target>
          <Menu.Dropdown mah={420} style={{ overflowY: 'auto' }}>
            <Menu.Item onClick={() => onChange({ unread: !view.unread })}>{say.unread}</Menu.Item>
            <Menu.Item onClick={() => onChange({ waiting: !view.waiting })}>{say.waiting}</Menu.Item>
            <Menu.Item onClick={() => setTimeout(() => setTagging(true))}>{say.tag}…</Menu.Item>
            <Menu.Label>{say.priority}</Menu.Label>
            {PRIORITIES.map((priority) => <Menu.Item key={priority} onClick={() => onChange({ priority })}>{sayDesk.priorities[priority]}</Menu.Item>)}
            <Menu.Label>{say.days}</Menu.Label>
            {DAYS.map((days) => <Menu.Item key={days} onClick={() => onChange({ days })}>{say.daysOf(days)}</Menu.Item>)}
            <Menu.Label>{say.channel}</Menu.Label>
            {CHANNELS.map((channel) => <Menu.Item key={channel} onClick={() => onChange({ channel })}>{channelName(sayCommon, channel)}</Menu.Item>)}
            <Menu.Label>{say.assignee}</Menu.Label>
            {colleagues.map((one) => <Menu.Item key={one.id} onClick={() => onChange({ assignee: one.id, name: 'all' })}>{one.name}</Menu.Item>)}
          </Menu.Dropdown>
        </Menu>
      </span>
    )} />
  );
}
