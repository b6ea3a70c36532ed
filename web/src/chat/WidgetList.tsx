/* The chats of our sites: made, put in place, tried. */
import { Button, Switch, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import type { ChatWidget } from '#/lib/api.gen';
import { FirstField } from '#/lib/next';
import { ScreenPage } from '#/lib/page';
import { EmptyState, ErrorState, RowsSkeleton } from '#/lib/states';
import { tellDone, tellError } from '#/lib/tell';
import { useLanguage, useWords } from '#/lib/words';
import { BackToSettings } from '#/setting/BackToSettings';
import { Copied } from './Copied';
import { useAvailability, useSaveWidget, useWidgets } from './data';
import styles from './Chat.module.css';
import { Identity } from './Identity';
import { WidgetForm } from './WidgetForm';
import { words } from './words';

export function Component() {
  const say = useWords(words);
  const query = useWidgets();
  return (
    <ScreenPage title={say.title} about={say.about} actions={<BackToSettings />}>
      <Availability />
      {query.isPending && <div className="card"><RowsSkeleton rows={3} height={84} /></div>}
      {query.isError && <div className="card"><ErrorState error={query.error} retry={() => void query.refetch()} /></div>}
      {query.data?.items.length === 0 && <div className="card"><EmptyState title={say.empty} action={<FirstField field="new-widget" />}>{say.emptyText}</EmptyState></div>}
      {query.data?.items.map((widget) => <OneWidget key={widget.id} widget={widget} />)}
      {query.isSuccess && <NewWidget />}
    </ScreenPage>
  );
}

function Availability() {
  const say = useWords(words);
  const { available, change } = useAvailability();
  return <Switch className={styles.available} label={available ? say.takes : say.takesNot} checked={available} onChange={(event) => change.mutate(event.currentTarget.checked)} />;
}

function NewWidget() {
  const say = useWords(words);
  const language = useLanguage();
  const [name, setName] = useState('');
  const add = useSaveWidget(null, () => {
    setName('');
    tellDone(say.added);
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.mutate({ name: name.trim() }, { onError: (error) => tellError(language, error) });
  };
  return (
    <form onSubmit={submit} className={styles.bar}>
      <TextInput id="new-widget" size="xs" aria-label={say.name} placeholder={say.name} maxLength={100} value={name} onChange={(event) => setName(event.currentTarget.value)} />
      <Button size="xs" type="submit" disabled={!name.trim()} loading={add.isPending}>{say.add}</Button>
    </form>
  );
}

const policyOf = (widget: ChatWidget) => {
  const server = /src="([^"]+)\/chat\/widget\.js"/.exec(widget.script)?.[1] ?? '';
  return `script-src ${server};\nconnect-src ${server};`;
};

function OneWidget({ widget }: { widget: ChatWidget }) {
  const say = useWords(words);
  const language = useLanguage();
  const turn = useSaveWidget(widget.id, () => tellDone(say.saved));
  return (
    <section className={`card ${styles.widget}`} aria-label={widget.name}>
      <header className={styles.head}>
        <h2>{widget.name}</h2>
        <span className={styles.state} data-on={widget.enabled || undefined}>{widget.enabled ? say.on : say.off}</span>
        <Button size="xs" variant="default" component="a" href={`/chat/${widget.key}/try`} target="_blank" rel="noopener" title={say.tryHelp} data-disabled={!widget.enabled || undefined}>{say.try}<span className="only-read"> {widget.name} {say.newTab}</span></Button>
        <Button size="xs" variant="subtle" title={widget.enabled ? say.turnOffHelp : undefined} loading={turn.isPending} onClick={() => turn.mutate({ enabled: !widget.enabled }, { onError: (error) => tellError(language, error) })}>{widget.enabled ? say.turnOff : say.turnOn}<span className="only-read"> {widget.name}</span></Button>
      </header>
      <div className={styles.part}>
        <h3>{say.install}</h3>
        <p className="quiet">{say.installHelp}</p>
        <Copied text={widget.script} what={say.line} />
        {widget.origins.length === 0 && <p className={styles.warn}>{say.sitesEmpty}</p>}
        <details>
          <summary>{say.csp}</summary>
          <p className="quiet">{say.cspHelp}</p>
          <Copied text={policyOf(widget)} what={say.cspLine} />
        </details>
      </div>
      <WidgetForm widget={widget} />
      <Identity widget={widget} />
    </section>
  );
}
