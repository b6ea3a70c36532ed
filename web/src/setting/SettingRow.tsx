/* One setting: what it does, its value in force, and changing it from a day on. */
import { Button, ColorInput, NativeSelect, NumberInput, Switch, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { api, Problem } from '#/lib/api';
import type { Setting, SettingPast } from '#/lib/api.gen';
import { common, sentenceOf } from '#/lib/common';
import { tellDone } from '#/lib/tell';
import { dateTime } from '#/lib/time';
import { labelled, useLanguage, useWords } from '#/lib/words';
import { History } from './History';
import styles from './Setting.module.css';
import { words } from './words';

export function SettingRow({ setting }: { setting: Setting }) {
  const say = useWords(words);
  const sayCommon = useWords(common);
  const language = useLanguage();
  const client = useQueryClient();
  const [value, setValue] = useState<unknown>(setting.value);
  const [from, setFrom] = useState<string | null>(null);
  const label = (say.names as Record<string, string>)[setting.name] ?? setting.name;
  const changed = JSON.stringify(value) !== JSON.stringify(setting.value) || from !== null;
  const show = (one: unknown) => (typeof one === 'boolean' ? (one ? say.yes : say.no) : ((say.choices as Record<string, string>)[String(one)] ?? String(one)));

  const save = useMutation({
    mutationFn: (wanted: unknown) => api.put(`/api/settings/${setting.name}`, { value: wanted, ...(from ? { valid_from: new Date(from).toISOString() } : {}) }),
    onSuccess: () => {
      setFrom(null);
      tellDone(say.saved);
      for (const queryKey of [['settings'], ['history'], ['brand'], ['guide']]) void client.invalidateQueries({ queryKey });
    },
  });
  const problem = (error: unknown) => (setting.type === 'colour' && error instanceof Problem && [400, 422].includes(error.status) ? say.notColour : sentenceOf(sayCommon, error));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate(value);
  };

  return (
    <form onSubmit={submit} className={styles.row}>
      <div>
        <h3>{label}</h3>
        <p>{setting.about[language]}</p>
        <p className={styles.meta}>
          {[
            JSON.stringify(setting.value) !== JSON.stringify(setting.default) && say.usual(show(setting.default)),
            setting.type === 'int' && setting.min !== null && setting.max !== null && say.bounds(String(setting.min), String(setting.max)),
            setting.valid_from && say.since(dateTime(language, setting.valid_from)),
            setting.source && labelled(language, say.source, setting.source),
          ].filter(Boolean).join(' · ')}
        </p>
        <History<SettingPast> name={label} path={`/api/settings/${setting.name}/history`} past={(row) => ({ at: row.valid_from, by: row.by, value: show(row.value) })} />
        {setting.next_from && <p className={styles.meta}><b>{say.planned(show(setting.next), dateTime(language, setting.next_from))}</b></p>}
      </div>
      <div className={styles.field}>
        <Field setting={setting} label={label} value={value} onChange={setValue} />
        {from !== null && <TextInput size="xs" type="datetime-local" label={say.from} description={say.fromHelp} value={from} onChange={(event) => setFrom(event.currentTarget.value)} />}
        {save.isError && <p role="alert" className={styles.problem}>{problem(save.error)}</p>}
        {changed && (
          <div className={styles.actions}>
            {from === null && <Button size="compact-xs" variant="subtle" onClick={() => setFrom('')}>{say.later}</Button>}
            <Button size="compact-xs" variant="default" onClick={() => { setValue(setting.value); setFrom(null); save.reset(); }}>{sayCommon.cancel}</Button>
            <Button size="compact-xs" type="submit" loading={save.isPending}>{sayCommon.save}</Button>
          </div>
        )}
        {!changed && JSON.stringify(setting.value) !== JSON.stringify(setting.default) && (
          <div className={styles.actions}><Button size="compact-xs" variant="subtle" onClick={() => setValue(setting.default)}>{say.reset}</Button></div>
        )}
      </div>
    </form>
  );
}

function Field({ setting, label, value, onChange }: { setting: Setting; label: string; value: unknown; onChange: (value: unknown) => void }) {
  const say = useWords(words);
  if (setting.type === 'bool') {
    return <Switch aria-label={label} checked={value === true} label={value === true ? say.yes : say.no} onChange={(event) => onChange(event.currentTarget.checked)} />;
  }
  if (setting.type === 'int') {
    return (
      <NumberInput size="xs" aria-label={label} allowDecimal={false} min={setting.min ?? undefined} max={setting.max ?? undefined} value={Number(value)}
        onChange={(next) => onChange(next === '' ? setting.value : Number(next))} />
    );
  }
  /* On leaving, the control would put back the last colour it has painted, and so lose what was typed and left at once: the server says what is no colour. */
  if (setting.type === 'colour') return <ColorInput fixOnBlur={false} size="xs" aria-label={label} format="hex" withEyeDropper={false} value={String(value)} onChange={onChange} />;
  if (setting.choices) {
    return <NativeSelect size="xs" aria-label={label} value={String(value)} data={setting.choices.map((one) => ({ value: one, label: (say.choices as Record<string, string>)[one] ?? one }))} onChange={(event) => onChange(event.currentTarget.value)} />;
  }
  return <TextInput size="xs" aria-label={label} value={String(value ?? '')} maxLength={setting.max ?? 1000} onChange={(event) => onChange(event.currentTarget.value)} />;
}
