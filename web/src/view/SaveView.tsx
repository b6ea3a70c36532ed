/* Keeps the filters that stand under a name, or in the saved view one began with. */
import { Button, Menu, Modal, Select, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useNavigate } from 'react-router';
import { addressOf, filterOf, viewOfFilter, type View } from '#/conversation/views';
import type { View as SavedView } from '#/lib/api.gen';
import { common } from '#/lib/common';
import { tellDone } from '#/lib/tell';
import { useWords } from '#/lib/words';
import { useMay, useMe } from '#/session/session';
import { useKeepView } from './data';
import styles from './Filters.module.css';
import { words } from './words';

export function useMayChange(): (view: SavedView) => boolean {
  const me = useMe();
  const manages = useMay('desk.manage');
  return (view) => manages || view.owner?.id === me.id;
}

export function SaveView({ view, saved }: { view: View; saved: SavedView | undefined }) {
  const say = useWords(words);
  const [naming, setNaming] = useState(false);
  const mayChange = useMayChange();
  const keep = useKeepView(saved?.id ?? null, (kept) => tellDone(say.saved(kept.name)));
  const same = saved && addressOf({ ...view, saved: null }) === addressOf({ ...viewOfFilter(saved.query, ''), saved: null });
  if (same) return null;
  return (
    <>
      {saved && mayChange(saved) ? (
        <Menu position="bottom-start">
          <Menu.Target><Button size="compact-xs" variant="subtle">{say.save}</Button></Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={() => keep.mutate({ query: filterOf(view) })}>{say.saveChanges}</Menu.Item>
            <Menu.Item onClick={() => setNaming(true)}>{say.saveNew}</Menu.Item>
          </Menu.Dropdown>
        </Menu>
      ) : <Button size="compact-xs" variant="subtle" onClick={() => setNaming(true)}>{say.save}</Button>}
      {naming && <NameView view={view} onClose={() => setNaming(false)} />}
    </>
  );
}

const ME = 'me';
const ALL = 'all';

/* Whom it is shared with, as far as one may: teams of mine, all with the right. */
export function useSharing() {
  const say = useWords(words);
  const me = useMe();
  const manages = useMay('desk.manage');
  return [
    { value: ME, label: say.personal },
    ...me.teams.map((team) => ({ value: team.id, label: team.name })),
    ...(manages ? [{ value: ALL, label: say.everyone }] : []),
  ];
}

export const sharingOf = (value: string) => ({ everyone: value === ALL, team: value === ME || value === ALL ? null : value });
export const sharedWith = (view: SavedView) => (view.everyone ? ALL : (view.team?.id ?? ME));

function NameView({ view, onClose }: { view: View; onClose: () => void }) {
  const say = useWords(words);
  const sayCommon = useWords(common);
  const navigate = useNavigate();
  const [name, setName] = useState('');
  const [sharing, setSharing] = useState(ME);
  const keep = useKeepView(null, (kept) => {
    onClose();
    tellDone(say.saved(kept.name));
    void navigate(addressOf(viewOfFilter(kept.query, kept.id)));
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim()) keep.mutate({ name: name.trim(), query: filterOf(view), ...sharingOf(sharing) });
  };
  return (
    <Modal opened onClose={onClose} title={say.save} closeButtonProps={{ 'aria-label': sayCommon.close }}>
      <form onSubmit={submit} className={styles.form}>
        <TextInput label={say.name} value={name} maxLength={100} data-autofocus onChange={(event) => setName(event.currentTarget.value)} />
        <Select label={say.sharing} allowDeselect={false} value={sharing} onChange={(value) => value && setSharing(value)} data={useSharing()} />
        <div className={styles.actions}>
          <Button variant="default" onClick={onClose}>{sayCommon.cancel}</Button>
          <Button type="submit" disabled={!name.trim()} loading={keep.isPending}>{sayCommon.save}</Button>
        </div>
      </form>
    </Modal>
  );
}
