/* The settings of one widget. */
import { Button, Checkbox, ColorInput, NumberInput, Select, Textarea, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTeams } from '#/conversation/data';
import { Problem } from '#/lib/api';
import type { ChatWidget, ChatWidgetChange } from '#/lib/api.gen';
import { tellDone, tellError } from '#/lib/tell';
import { useLanguage, useWords } from '#/lib/words';
import { useSaveWidget } from './data';
import styles from './Chat.module.css';
import { words } from './words';

const orNull = (text: string) => text.trim() || null;

interface Draft {
  name: string;
  sites: string;
  team: string | null;
  hours: string;
  language: string | null;
  position: string;
  colour: string;
  names: string;
  minutes: number;
  phone: string;
  address: string;
  files: boolean;
  greetingFr: string;
  greetingEn: string;
  awayFr: string;
  awayEn: string;
}

const draftOf = (widget: ChatWidget): Draft => ({
  name: widget.name,
  sites: widget.origins.join('\n'),
  team: widget.team?.id ?? null,
  hours: widget.hours ?? '',
  language: widget.language,
  position: widget.position,
  colour: widget.colour ?? '',
  names: widget.names,
  minutes: widget.patience / 60,
  phone: widget.phone ?? '',
  address: widget.address ?? '',
  files: widget.files,
  greetingFr: widget.greeting_fr ?? '',
  greetingEn: widget.greeting_en ?? '',
  awayFr: widget.away_fr ?? '',
  awayEn: widget.away_en ?? '',
});

const changeOf = (draft: Draft): ChatWidgetChange => ({
  name: draft.name.trim(),
  origins: draft.sites.split(/\s+/).filter(Boolean),
  team: draft.team,
  hours: orNull(draft.hours),
  language: draft.language as ChatWidget['language'],
  position: draft.position as ChatWidget['position'],
  colour: orNull(draft.colour),
  names: draft.names as ChatWidget['names'],
  patience: Math.round(draft.minutes * 60),
  phone: orNull(draft.phone),
  address: orNull(draft.address),
  files: draft.files,
  greeting_fr: orNull(draft.greetingFr),
  greeting_en: orNull(draft.greetingEn),
  away_fr: orNull(draft.awayFr),
  away_en: orNull(draft.awayEn),
});

export function WidgetForm({ widget }: { widget: ChatWidget }) {
  const say = useWords(words);
  const language = useLanguage();
  const teams = useTeams().data?.items ?? [];
  const [draft, setDraft] = useState(() => draftOf(widget));
  const save = useSaveWidget(widget.id, () => tellDone(say.saved));
  const set = <K extends keyof Draft>(key: K) => (value: Draft[K]) => setDraft((before) => ({ ...before, [key]: value }));
  const text = (key: 'name' | 'sites' | 'hours' | 'phone' | 'address' | 'greetingFr' | 'greetingEn' | 'awayFr' | 'awayEn') => ({
    value: draft[key],
    onChange: (event: React.ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) => set(key)(event.currentTarget.value),
  });
  const field = save.error instanceof Problem ? save.error.field?.replace(/\[.*/, '') : undefined;
  const wrong = (name: string) => (field === name ? say.fieldWrong[name] : undefined);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate(changeOf(draft), { onError: (error) => !(error instanceof Problem && error.field && say.fieldWrong[error.field.replace(/\[.*/, '')]) && tellError(language, error) });
  };
  return (
    <details className={styles.part}>
      <summary>{say.settings}</summary>
      <form onSubmit={submit} className={styles.form}>
        <TextInput label={say.name} description={say.nameHelp} maxLength={100} required error={wrong('name')} {...text('name')} />
        <Textarea label={say.sites} description={say.sitesHelp} autosize minRows={2} error={wrong('origins')} {...text('sites')} />
        {!draft.sites.trim() && <p className="quiet">{say.sitesEmpty}</p>}
        <Select label={say.team} description={say.teamHelp} placeholder={say.noTeam} clearable data={teams.map((team) => ({ value: team.id, label: team.name }))} value={draft.team} onChange={set('team')} />
        <TextInput label={say.hours} description={say.hoursHelp} error={wrong('hours')} {...text('hours')} />
        <div className={styles.pair}>
          <Select label={say.language} placeholder={say.pageLanguage} clearable data={[{ value: 'fr', label: say.french }, { value: 'en', label: say.english }]} value={draft.language} onChange={set('language')} />
          <Select label={say.position} allowDeselect={false} data={[{ value: 'right', label: say.right }, { value: 'left', label: say.left }]} value={draft.position} onChange={(value) => value && set('position')(value)} />
        </div>
        <div className={styles.pair}>
          <ColorInput label={say.colour} description={say.colourHelp} format="hex" withEyeDropper={false} error={wrong('colour')} value={draft.colour} onChange={set('colour')} />
          <Select label={say.names} allowDeselect={false} data={(['full', 'first', 'none'] as const).map((value) => ({ value, label: say.namesOf[value] }))} value={draft.names} onChange={(value) => value && set('names')(value)} />
        </div>
        <NumberInput label={say.patience} description={say.patienceHelp} min={0.5} max={60} step={0.5} value={draft.minutes} onChange={(value) => set('minutes')(Number(value) || 2)} />
        <div className={styles.pair}>
          <TextInput label={say.phone} description={say.phoneHelp} type="tel" maxLength={40} {...text('phone')} />
          <TextInput label={say.address} description={say.usualAddress} type="email" error={wrong('address')} {...text('address')} />
        </div>
        <Checkbox label={say.files} checked={draft.files} onChange={(event) => set('files')(event.currentTarget.checked)} />
        <fieldset className={styles.texts}>
          <legend>{say.texts} <span className="quiet">{say.textsHelp}</span></legend>
          <Textarea label={say.greetingFr} autosize maxLength={900} {...text('greetingFr')} />
          <Textarea label={say.greetingEn} autosize maxLength={900} {...text('greetingEn')} />
          <Textarea label={say.awayFr} autosize maxLength={900} {...text('awayFr')} />
          <Textarea label={say.awayEn} autosize maxLength={900} {...text('awayEn')} />
        </fieldset>
        <div className={styles.actions}><Button type="submit" loading={save.isPending}>{say.save}<span className="only-read"> {widget.name}</span></Button></div>
      </form>
    </details>
  );
}
