/* The menus of the bar: status, priority, tags, who has them. */
import { Button, Menu } from '@mantine/core';
import { useState } from 'react';
import type { BulkChange, Conversation } from '#/lib/api.gen';
import { IconCheck, IconDown } from '#/lib/icons';
import { dateTimeShort } from '#/lib/time';
import { useLanguage, useWords } from '#/lib/words';
import { useMe } from '#/session/session';
import { TagPicker } from '#/tag/TagPicker';
import { words as tagWords } from '#/tag/words';
import styles from './BulkBar.module.css';
import { writing } from './compose-words';
import { useColleagues, useTeams } from './data';
import { deskWords } from './desk-words';
import { PrioritySign } from './Priority';
import type { Selection } from './selection';
import { StatusSign } from './Status';
import { PRIORITIES } from './views';
import { useWhen } from './when';
import { WhenDialog } from './WhenBox';
import { words } from './words';

function Down({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <Menu position="bottom-start" withinPortal>
      <Menu.Target><Button size="compact-xs" variant="default" rightSection={<IconDown size={11} />}>{label}</Button></Menu.Target>
      <Menu.Dropdown mah={340} style={{ overflowY: 'auto' }}>{children}</Menu.Dropdown>
    </Menu>
  );
}

export function BulkMenus({ rows, selection, onChange, onReply }: { rows: readonly Conversation[]; selection: Selection; onChange: (change: BulkChange) => void; onReply: (() => void) | null }) {
  const say = useWords(words);
  const sayDesk = useWords(deskWords);
  const sayWriting = useWords(writing);
  const language = useLanguage();
  const sayTag = useWords(tagWords);
  const me = useMe();
  const colleagues = (useColleagues().data?.items ?? []).filter((one) => one.active && one.id !== me.id);
  const teams = useTeams().data?.items ?? [];
  const [tagging, setTagging] = useState(false);
  const [snoozing, setSnoozing] = useState(false);
  const usual = useWhen('').suggestions;
  const snooze = (at: string) => onChange({ status: 'snoozed', snoozed_until: at });
  /* On all the chosen ones: choosing it again takes it off. */
  const chosen = rows.filter((row) => selection.ids.has(row.id));
  const common = selection.all ? [] : (chosen[0]?.tags ?? []).filter((tag) => chosen.every((row) => row.tags.some((one) => one.id === tag.id)));

  return (
    <div className={styles.line}>
      <Button size="compact-xs" variant="default" leftSection={<IconCheck size={12} />} onClick={() => onChange({ status: 'closed' })}>{sayDesk.close}</Button>
      {onReply && <Button size="compact-xs" variant="default" onClick={onReply}>{sayDesk.reply}…</Button>}
      <Down label={sayDesk.status}>
        {(['open', 'waiting', 'pending'] as const).map((status) => (
          <Menu.Item key={status} leftSection={<StatusSign status={status} />} onClick={() => onChange({ status })}>{say.status[status]}</Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Label>{say.snooze}</Menu.Label>
        {usual.map((one) => (
          <Menu.Item key={one.word} leftSection={<StatusSign status="snoozed" />} rightSection={<span className="quiet">{dateTimeShort(language, one.at)}</span>} onClick={() => snooze(one.at)}>{sayWriting.suggestions[one.word]}</Menu.Item>
        ))}
        <Menu.Item onClick={() => setSnoozing(true)}>{say.snoozeChoose}</Menu.Item>
      </Down>
      <Down label={sayDesk.assign}>
        <Menu.Item onClick={() => onChange({ assignee: me.id })}>{sayDesk.toMe}</Menu.Item>
        {colleagues.map((one) => <Menu.Item key={one.id} onClick={() => onChange({ assignee: one.id })}>{one.name}</Menu.Item>)}
        <Menu.Divider />
        <Menu.Item onClick={() => onChange({ assignee: null })}>{sayDesk.nobody}</Menu.Item>
      </Down>
      {teams.length > 0 && (
        <Down label={sayDesk.team}>
          {teams.map((team) => <Menu.Item key={team.id} onClick={() => onChange({ team: team.id })}>{team.name}</Menu.Item>)}
          <Menu.Divider />
          <Menu.Item onClick={() => onChange({ team: null })}>{sayDesk.noTeam}</Menu.Item>
        </Down>
      )}
      <Down label={sayDesk.priority}>
        {PRIORITIES.map((one) => <Menu.Item key={one} leftSection={<PrioritySign priority={one} />} onClick={() => onChange({ priority: one })}>{sayDesk.priorities[one]}</Menu.Item>)}
      </Down>
      <TagPicker chosen={common} opened={tagging} onOpened={setTagging}
        onToggle={(tag, on) => {
          setTagging(false);
          onChange(on ? { add_tags: [tag.id] } : { remove_tags: [tag.id] });
        }}
        target={(toggle) => <Button size="compact-xs" variant="default" rightSection={<IconDown size={11} />} onClick={toggle} aria-haspopup="listbox" aria-expanded={tagging}>{sayTag.put}</Button>} />
      {snoozing && <WhenDialog title={say.snooze} action={say.snooze} sentence={sayWriting.snoozeAt} onClose={() => setSnoozing(false)} onChoose={snooze} />}
    </div>
  );
}
