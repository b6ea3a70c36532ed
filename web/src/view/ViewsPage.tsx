/* The saved views one sees: their names, whom they are shared with, their order. */
import { ActionIcon, Button, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import { addressOf, viewOfFilter } from '#/conversation/views';
import type { View as SavedView } from '#/lib/api.gen';
import { common } from '#/lib/common';
import { IconClose, IconDown } from '#/lib/icons';
import { NextStep } from '#/lib/next';
import { ScreenPage } from '#/lib/page';
import { EmptyState, ErrorState, RowsSkeleton } from '#/lib/states';
import { tellDone } from '#/lib/tell';
import { useWords } from '#/lib/words';
import { useKeepView, useOrderViews, useRemoveView, useSavedViews } from './data';
import { sharedWith, sharingOf, useMayChange, useSharing } from './SaveView';
import styles from './ViewsPage.module.css';
import { words } from './words';

export function Component() {
  const say = useWords(words);
  const query = useSavedViews();
  const order = useOrderViews();
  const views = query.data?.items ?? [];
  const move = (from: number, by: 1 | -1) => {
    const after = [...views];
    const [one] = after.splice(from, 1);
    if (one) after.splice(from + by, 0, one);
    order.mutate(after);
  };
  return (
    <ScreenPage title={say.title} about={say.about}>
      {query.isPending && <div className="card"><RowsSkeleton rows={3} /></div>}
      {query.isError && <div className="card"><ErrorState error={query.error} retry={() => void query.refetch()} /></div>}
      {query.isSuccess && views.length === 0 && <div className="card"><EmptyState title={say.empty} action={<NextStep to="conversations" />}>{say.emptyText}</EmptyState></div>}
      <ul className={styles.views}>
        {views.map((view, index) => (
          <li key={view.id} className="card">
            <ActionIcon variant="subtle" color="gray" disabled={index === 0} aria-label={say.up(view.name)} onClick={() => move(index, -1)}><IconDown className={styles.up} /></ActionIcon>
            <ActionIcon variant="subtle" color="gray" disabled={index === views.length - 1} aria-label={say.down(view.name)} onClick={() => move(index, 1)}><IconDown /></ActionIcon>
            <OneView view={view} />
          </li>
        ))}
      </ul>
    </ScreenPage>
  );
}

function OneView({ view }: { view: SavedView }) {
  const say = useWords(words);
  const sayCommon = useWords(common);
  const mayChange = useMayChange()(view);
  const sharings = useSharing();
  const [name, setName] = useState(view.name);
  const keep = useKeepView(view.id, (kept) => tellDone(say.saved(kept.name)));
  const remove = useRemoveView(() => tellDone(say.removed));
  const shared = sharedWith(view);
  /* One of a team that is not mine stays as it is. */
  const choices = sharings.some((one) => one.value === shared) ? sharings : [...sharings, { value: shared, label: view.team?.name ?? say.everyone }];
  if (!mayChange) {
    return (
      <>
        <Link to={addressOf(viewOfFilter(view.query, view.id))} className={styles.name}>{view.name}</Link>
        <span className="quiet">{view.everyone ? say.everyone : view.team?.name}{view.owner && `, ${say.by(view.owner.name)}`}</span>
      </>
    );
  }
  return (
    <>
      <TextInput size="xs" className={styles.name} aria-label={say.edit(view.name)} value={name} maxLength={100} onChange={(event) => setName(event.currentTarget.value)} />
      <Select size="xs" aria-label={say.sharing} allowDeselect={false} value={shared} data={choices} onChange={(value) => value && keep.mutate(sharingOf(value))} />
      <Button size="xs" variant="default" disabled={!name.trim() || name.trim() === view.name} loading={keep.isPending} onClick={() => keep.mutate({ name: name.trim() })}>{sayCommon.save}<span className="only-read"> {view.name}</span></Button>
      <ActionIcon variant="subtle" color="red" aria-label={say.remove(view.name)} loading={remove.isPending} onClick={() => remove.mutate(view.id)}><IconClose size={15} /></ActionIcon>
    </>
  );
}
