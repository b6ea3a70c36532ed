/* What can be done with the chosen conversations together. */
import { Button, CloseButton, Menu, Modal, Progress } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { lazy, Suspense, useState } from 'react';
import { api, Problem } from '#/lib/api';
import type { Bulk, BulkChange, Conversation } from '#/lib/api.gen';
import { common } from '#/lib/common';
import { tellDone, tellError } from '#/lib/tell';
import { useLanguage, useWords } from '#/lib/words';
import { inversesOf, NOW_MAX, takeBack, useBulk, type Outcome } from './bulk';
import styles from './BulkBar.module.css';
import { BulkMenus } from './BulkMenus';
import { deskWords } from './desk-words';
import { HeldChange } from './HeldChange';
import type { Selection } from './selection';
import type { View } from './views';

const BulkReply = lazy(() => import('./BulkReply'));

const ASK_FROM = 20; /* fewer are changed without asking */

export function BulkBar({ view, rows, selection }: { view: View; rows: readonly Conversation[]; selection: Selection }) {
  const say = useWords(deskWords);
  const sayCommon = useWords(common);
  const language = useLanguage();
  const { progress, run, hold, refresh } = useBulk(view);
  const [asked, ask] = useState<BulkChange | null>(null);
  const [replying, setReplying] = useState(false);

  const tell = (outcome: Outcome, back: Map<string, string[]> | null) => {
    if (outcome.refused > 0) notifications.show({ message: say.refused(outcome.refused), color: 'orange', autoClose: 9000, closeButtonProps: { 'aria-label': sayCommon.close } });
    if (outcome.done === 0) return;
    if (!back) return tellDone(say.changed(outcome.done));
    const undo = () => {
      notifications.hide(id);
      takeBack(back).then(() => tellDone(say.undone), (error) => tellError(language, error)).finally(refresh);
    };
    const id = notifications.show({
      message: <span className={styles.told}>{say.changed(outcome.done)}<Button size="compact-xs" variant="default" onClick={undo}>{say.undo}</Button></span>,
      color: 'teal', autoClose: 12_000, closeButtonProps: { 'aria-label': sayCommon.close },
    });
  };
  /* What waits for its seconds can still be taken back, wherever one has gone since. */
  const tellHeld = (bulk: Bulk) => {
    const undo = () => {
      notifications.hide(id);
      api.remove(`/api/bulks/${bulk.id}`).then(() => tellDone(say.undone), (error) => tellError(language, error));
    };
    const id = notifications.show({
      message: <HeldChange count={bulk.total} seconds={bulk.begins_in} onUndo={undo} />,
      color: 'teal', autoClose: bulk.begins_in * 1000, closeButtonProps: { 'aria-label': sayCommon.close },
    });
    selection.clear();
  };
  const apply = async (change: BulkChange) => {
    ask(null);
    const ids = selection.all ? null : [...selection.ids];
    const chosen = rows.filter((row) => selection.ids.has(row.id));
    const back = ids && chosen.length === ids.length ? inversesOf(chosen, change) : null;
    try {
      const outcome = ids && (back || ids.length > NOW_MAX) ? await run(ids, change) : await hold(ids, change, tellHeld);
      if (outcome) tell(outcome, back);
      if (back) selection.clear();
    } catch (error) {
      if (error instanceof Problem && error.status === 413) notifications.show({ message: say.tooMany, color: 'red', role: 'alert', closeButtonProps: { 'aria-label': sayCommon.close } });
      else tellError(language, error);
    }
  };
  const wish = (change: BulkChange) => (selection.all || selection.count >= ASK_FROM ? ask(change) : void apply(change));

  return (
    <div className={styles.bar} role="region" aria-label={say.bulk}>
      <div className={styles.line}>
        <b aria-live="polite">{selection.all ? say.chosenAll : say.chosen(selection.count)}</b>
        <Menu position="bottom-start">
          <Menu.Target><Button size="compact-xs" variant="subtle">{say.chooseAll}…</Button></Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={() => selection.set(rows.map((row) => row.id))}>{say.chooseLoaded}</Menu.Item>
            <Menu.Item onClick={selection.everything}>{say.chooseAll}</Menu.Item>
          </Menu.Dropdown>
        </Menu>
        <CloseButton size="sm" ml="auto" aria-label={say.unchoose} onClick={selection.clear} />
      </div>
      {progress ? (
        <div role="status">
          <Progress value={progress.total ? (100 * progress.done) / progress.total : 5} aria-label={say.bulk} />
          <span className="quiet">{say.changing(progress.done, progress.total)}</span>
        </div>
      ) : <BulkMenus rows={rows} selection={selection} onChange={wish} onReply={selection.all || selection.count > NOW_MAX ? null : () => setReplying(true)} />}
      {replying && (
        <Suspense fallback={null}>
          <BulkReply ids={[...selection.ids]} rows={rows} onClose={() => setReplying(false)} onSent={selection.clear} />
        </Suspense>
      )}
      {asked && (
        <Modal opened onClose={() => ask(null)} title={selection.all ? say.sureAll : say.sure(selection.count)} closeButtonProps={{ 'aria-label': sayCommon.close }}>
          <p className="quiet">{say.sureText}</p>
          <div className={styles.actions}>
            <Button variant="default" onClick={() => ask(null)}>{sayCommon.cancel}</Button>
            <Button onClick={() => void apply(asked)} data-autofocus>{say.sureNow}</Button>
          </div>
        </Modal>
      )}
    </div>
  );
}
