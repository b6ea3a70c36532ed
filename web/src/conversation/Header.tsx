/* What the conversation is about, its state and who has it; each can be changed in place. */
import { ActionIcon, Button, Menu, Select, TextInput, Tooltip } from '@mantine/core';
import { useRef, useState, type FormEvent } from 'react';
import { Link, useSearchParams } from 'react-router';
import { useActions } from '#/lib/actions';
import type { ConversationFull } from '#/lib/api.gen';
import { IconBack, IconCheck, IconDown, IconPanel, IconPencil, IconRetry } from '#/lib/icons';
import { nameOf } from '#/lib/names';
import { useArrival } from '#/lib/page';
import { dateTimeShort } from '#/lib/time';
import { useLanguage, useWords } from '#/lib/words';
import { useMe } from '#/session/session';
import { useTags } from '#/tag/data';
import { snoozeActions, threadActions } from './actions';
import { writing } from './compose-words';
import { useChange, useColleagues, useTeams, type Change } from './data';
import { HeaderTags } from './HeaderTags';
import styles from './Header.module.css';
import { MatterMenu } from './MatterMenu';
import { PriorityMenu } from './Priority';
import { StatusSign } from './Status';
import { addressOf, viewOf } from './views';
import { useWhen } from './when';
import { WhenDialog } from './WhenBox';
import { words } from './words';

type Opened = 'status' | 'snooze' | 'priority' | 'tags';

interface HeaderProps {
  conversation: ConversationFull;
  mayWrite: boolean;
  late: boolean; /* false: the first picture, which does without what can be changed */
  panel: boolean;
  onPanel: () => void;
  onSplit: () => void;
}

export function Header({ conversation, mayWrite, late, panel, onPanel, onSplit }: HeaderProps) {
  const say = useWords(words);
  const me = useMe();
  const [parameters] = useSearchParams();
  const colleagues = useColleagues().data?.items ?? [];
  const teams = useTeams().data?.items ?? [];
  const tags = useTags().data ?? [];
  const [open, setOpen] = useState<Opened | null>(null);
  const opening = (which: Opened) => (opened: boolean) => setOpen(opened ? which : null);

  /* What the screen shows until the server has answered. */
  const change = useChange(conversation.id, (before, wanted: Change) => ({
    ...before,
    status: wanted.status ?? before.status,
    subject: wanted.subject ?? before.subject,
    priority: wanted.priority ?? before.priority,
    tags: [
      ...before.tags.filter((tag) => !wanted.remove_tags?.includes(tag.id)),
      ...tags.filter((tag) => wanted.add_tags?.includes(tag.id) && !before.tags.some((one) => one.id === tag.id)),
    ],
    assignee: wanted.assignee === undefined ? before.assignee : (colleagues.find((one) => one.id === wanted.assignee) ?? (wanted.assignee === me.id ? me : null)),
    team: wanted.team === undefined ? before.team : (teams.find((one) => one.id === wanted.team) ?? null),
  }));
  const closed = conversation.status === 'closed';
  /* Closing over a message one has not seen would leave the person without an answer: hence the version. */
  const closeOrReopen = () => change.mutate(closed ? { status: 'open' } : { status: 'closed', version: conversation.version });
  const assignMe = () => change.mutate({ assignee: me.id });
  useActions(threadActions, { close: closeOrReopen, assign: assignMe, status: () => setOpen('status'), priority: () => setOpen('priority'), tags: () => setOpen('tags') }, mayWrite);
  useActions(snoozeActions, { snooze: () => setOpen('snooze') }, mayWrite);

  return (
    <header className={styles.header}>
      <div className={styles.line}>
        <ActionIcon component={Link} to={addressOf(viewOf(parameters))} variant="subtle" color="gray" className={styles.back} aria-label={say.back}><IconBack /></ActionIcon>
        <Subject conversation={conversation} mayWrite={mayWrite} onSave={(subject) => change.mutate({ subject, version: conversation.version })} />
        {mayWrite && (
          <Button size="xs" variant="default" className={styles.close} leftSection={closed ? <IconRetry size={14} /> : <IconCheck size={14} />} onClick={closeOrReopen}>
            {closed ? say.reopen : say.close}
          </Button>
        )}
        <MatterMenu conversation={conversation} mayWrite={mayWrite} onSplit={onSplit} />
        <Tooltip label={say.panel}>
          <ActionIcon variant={panel ? 'light' : 'subtle'} color={panel ? 'teal' : 'gray'} aria-label={say.panel} aria-pressed={panel} onClick={onPanel}><IconPanel /></ActionIcon>
        </Tooltip>
      </div>
      <div className={styles.line}>
        {late && <>
          <StatusMenu conversation={conversation} mayWrite={mayWrite} opened={open === 'status'} onOpened={opening('status')} snoozing={open === 'snooze'} onSnoozing={opening('snooze')} onChange={change.mutate} />
          <PriorityMenu priority={conversation.priority} mayWrite={mayWrite} opened={open === 'priority'} onOpened={opening('priority')} onChange={(priority) => change.mutate({ priority })} />
          <Select size="xs" className={styles.pick} aria-label={say.assignee} placeholder={say.nobody} searchable clearable disabled={!mayWrite}
            value={conversation.assignee?.id ?? null} onChange={(assignee) => change.mutate({ assignee })}
            data={options(colleagues.filter((one) => one.active), conversation.assignee)} clearButtonProps={{ 'aria-label': say.nobody }} />
          {mayWrite && conversation.assignee === null && <Button size="xs" variant="default" onClick={assignMe}>{say.assignMe}</Button>}
          {teams.length > 0 && (
            <Select size="xs" className={styles.pick} aria-label={say.team} placeholder={say.noTeam} searchable clearable disabled={!mayWrite}
              value={conversation.team?.id ?? null} onChange={(team) => change.mutate({ team })}
              data={options(teams, conversation.team)} clearButtonProps={{ 'aria-label': say.noTeam }} />
          )}
          <HeaderTags conversation={conversation} mayWrite={mayWrite} opened={open === 'tags'} onOpened={opening('tags')} onChange={change.mutate} />
        </>}
      </div>
    </header>
  );
}

/* The one in place stays in the list even if it is no longer offered. */
function options(offered: { id: string; name: string }[], present: { id: string; name: string } | null) {
  const all = present && !offered.some((one) => one.id === present.id) ? [present, ...offered] : offered;
  return all.map((one) => ({ value: one.id, label: one.name || one.id }));
}

function Subject({ conversation, mayWrite, onSave }: { conversation: ConversationFull; mayWrite: boolean; onSave: (subject: string) => void }) {
  const say = useWords(words);
  const [text, setText] = useState<string | null>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  useArrival(heading);

  const leave = (save: boolean) => {
    const wanted = text?.trim();
    setText(null);
    if (save && wanted && wanted !== conversation.subject) onSave(wanted);
    requestAnimationFrame(() => heading.current?.focus({ preventScroll: true }));
  };

  if (text !== null) {
    return (
      <form className={styles.edit} onSubmit={(event: FormEvent) => { event.preventDefault(); leave(true); }}>
        <TextInput size="xs" aria-label={say.subject} value={text} maxLength={250} autoFocus onChange={(event) => setText(event.currentTarget.value)}
          onBlur={() => leave(true)} onKeyDown={(event) => event.key === 'Escape' && leave(false)} />
      </form>
    );
  }
  return (
    <div className={styles.subject}>
      <h1 ref={heading} tabIndex={-1} title={conversation.subject}>
        {conversation.subject || say.noSubject}
        <span className="only-read">, {nameOf(conversation.person)}</span>
      </h1>
      {mayWrite && <ActionIcon variant="subtle" color="gray" size="sm" className={styles.pencil} aria-label={say.editSubject} onClick={() => setText(conversation.subject)}><IconPencil size={15} /></ActionIcon>}
    </div>
  );
}

function StatusMenu({ conversation, mayWrite, opened, onOpened, snoozing, onSnoozing, onChange }: {
  conversation: ConversationFull;
  mayWrite: boolean;
  opened: boolean;
  onOpened: (opened: boolean) => void;
  snoozing: boolean; /* choosing until when */
  onSnoozing: (opened: boolean) => void;
  onChange: (change: Change) => void;
}) {
  const say = useWords(words);
  const language = useLanguage();
  const { status, snoozed_until: until } = conversation;
  const sayWriting = useWords(writing);
  const usual = useWhen('').suggestions;
  const snooze = (at: string) => onChange({ status: 'snoozed', snoozed_until: at });
  const label = status === 'snoozed' && until ? `${say.status.snoozed} ${say.until(dateTimeShort(language, until))}` : say.status[status];

  return (
    <>
      <Menu position="bottom-start" disabled={!mayWrite} opened={opened} onChange={onOpened}>
        <Menu.Target>
          <Button size="xs" variant="default" leftSection={<StatusSign status={status} />} rightSection={mayWrite && <IconDown size={13} />} disabled={!mayWrite} className={styles.status}
            aria-label={say.statusOf(label)}>{label}</Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<StatusSign status="open" />} onClick={() => onChange({ status: 'open' })}>{say.status.open}</Menu.Item>
          <Menu.Item leftSection={<StatusSign status="waiting" />} onClick={() => onChange({ status: 'waiting' })}>{say.status.waiting}</Menu.Item>
          <Menu.Item leftSection={<StatusSign status="pending" />} onClick={() => onChange({ status: 'pending' })}>{say.status.pending}</Menu.Item>
          <Menu.Item leftSection={<StatusSign status="closed" />} onClick={() => onChange({ status: 'closed', version: conversation.version })}>{say.close}</Menu.Item>
          <Menu.Divider />
          <Menu.Label>{say.snooze}</Menu.Label>
          {usual.map((one) => (
            <Menu.Item key={one.word} leftSection={<StatusSign status="snoozed" />} rightSection={<span className="quiet">{dateTimeShort(language, one.at)}</span>} onClick={() => snooze(one.at)}>{sayWriting.suggestions[one.word]}</Menu.Item>
          ))}
          <Menu.Item onClick={() => onSnoozing(true)}>{say.snoozeChoose}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {snoozing && <WhenDialog title={say.snooze} action={say.snooze} sentence={sayWriting.snoozeAt} onClose={() => onSnoozing(false)} onChoose={(at) => snooze(at)} />}
    </>
  );
}
