/* The tags of the organisation: made, explained, archived, merged. */
import { ActionIcon, Button, Checkbox, Menu, Modal, Select, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { Link } from 'react-router';
import { api } from '#/lib/api';
import type { Tag } from '#/lib/api.gen';
import { common } from '#/lib/common';
import { IconMore } from '#/lib/icons';
import { FirstField } from '#/lib/next';
import { ScreenPage } from '#/lib/page';
import { EmptyState, ErrorState, RowsSkeleton } from '#/lib/states';
import { tellDone, tellError } from '#/lib/tell';
import { formatNumber, useLanguage, useWords } from '#/lib/words';
import { TAGS, useMakeTag, useTags } from './data';
import styles from './Tag.module.css';
import { TagChip } from './TagChip';
import { ColourSelect, EditTag, type Colour, type TagDraft } from './TagFields';
import { words } from './words';

export function Component() {
  const say = useWords(words);
  const query = useTags();
  const [all, showAll] = useState(false);
  const tags = query.data ?? [];
  const archived = tags.filter((tag) => tag.archived).length;
  return (
    <ScreenPage title={say.title} about={say.about}>
      <NewTag />
      {query.isPending && <div className="card"><RowsSkeleton rows={4} /></div>}
      {query.isError && <div className="card"><ErrorState error={query.error} retry={() => void query.refetch()} /></div>}
      {query.isSuccess && tags.length === 0 && <div className="card"><EmptyState title={say.empty} action={<FirstField field="new-tag" />}>{say.emptyText}</EmptyState></div>}
      {tags.length > 0 && <TagTable tags={tags.filter((tag) => all || !tag.archived)} />}
      {archived > 0 && <Checkbox mt="md" checked={all} onChange={(event) => showAll(event.currentTarget.checked)} label={say.showArchived(archived)} />}
    </ScreenPage>
  );
}

function NewTag() {
  const say = useWords(words);
  const [name, setName] = useState('');
  const [colour, setColour] = useState<Colour>('teal');
  const [about, setAbout] = useState('');
  const make = useMakeTag((tag) => {
    tellDone(say.added(tag.name));
    setName('');
    setAbout('');
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim()) make.mutate({ name: name.trim(), colour, about: about.trim() });
  };
  return (
    <form onSubmit={submit} className={styles.bar}>
      <TextInput id="new-tag" label={say.name} value={name} maxLength={60} onChange={(event) => setName(event.currentTarget.value)} />
      <ColourSelect value={colour} onChange={setColour} />
      <TextInput label={say.when} placeholder={say.whenPlaceholder} value={about} maxLength={200} onChange={(event) => setAbout(event.currentTarget.value)} />
      <Button type="submit" disabled={!name.trim()} loading={make.isPending}>{say.add}</Button>
    </form>
  );
}

function TagTable({ tags }: { tags: Tag[] }) {
  const say = useWords(words);
  const language = useLanguage();
  return (
    <div className="card table-frame">
      <table className="table">
        <thead><tr><th scope="col">{say.name}</th><th scope="col">{say.when}</th><th scope="col" className="number">{say.count}</th><th scope="col"><span className="only-read">{say.acts('')}</span></th></tr></thead>
        <tbody>
          {tags.map((tag) => (
            <tr key={tag.id} className={tag.archived ? styles.off : undefined}>
              <td><TagChip tag={tag} />{tag.archived && <> <span className="quiet" title={say.archivedAbout}>{say.archived}</span></>}</td>
              <td>{tag.about}</td>
              <td className="number">{tag.count > 0 ? <Link to={`/conversations?tags=${tag.id}`}>{formatNumber(language, tag.count)}</Link> : '0'}</td>
              <td className="number"><TagActs tag={tag} /></td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function TagActs({ tag }: { tag: Tag }) {
  const say = useWords(words);
  const language = useLanguage();
  const client = useQueryClient();
  const [open, setOpen] = useState<'edit' | 'merge' | null>(null);
  const change = useMutation({
    mutationFn: (wanted: Partial<TagDraft> & { archived?: boolean }) => api.patch<Tag>(`/api/tags/${tag.id}`, wanted),
    onSuccess: () => {
      setOpen(null);
      tellDone(say.saved);
      void client.invalidateQueries({ queryKey: TAGS });
    },
    onError: (error) => tellError(language, error),
  });
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target><ActionIcon variant="subtle" color="gray" aria-label={say.acts(tag.name)}><IconMore /></ActionIcon></Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => setOpen('edit')}>{say.rename}</Menu.Item>
          <Menu.Item onClick={() => change.mutate({ archived: !tag.archived })}>{tag.archived ? say.restore : say.archive}</Menu.Item>
          <Menu.Item onClick={() => setOpen('merge')}>{say.merge}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {open === 'edit' && <EditTag tag={tag} pending={change.isPending} onClose={() => setOpen(null)} onSave={change.mutate} />}
      {open === 'merge' && <MergeTag tag={tag} onClose={() => setOpen(null)} />}
    </>
  );
}

function MergeTag({ tag, onClose }: { tag: Tag; onClose: () => void }) {
  const say = useWords(words);
  const sayCommon = useWords(common);
  const language = useLanguage();
  const client = useQueryClient();
  const others = (useTags().data ?? []).filter((one) => one.id !== tag.id);
  const [into, setInto] = useState<string | null>(null);
  const merge = useMutation({
    mutationFn: () => api.post(`/api/tags/${tag.id}/merge`, { into }),
    onSuccess: () => {
      tellDone(say.merged);
      void client.invalidateQueries({ queryKey: TAGS });
      onClose();
    },
    onError: (error) => tellError(language, error),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (into) merge.mutate();
  };
  return (
    <Modal opened onClose={onClose} title={say.mergeTitle(tag.name)} closeButtonProps={{ 'aria-label': sayCommon.close }}>
      <form onSubmit={submit} className={styles.form}>
        <p className="quiet">{say.mergeAbout}</p>
        <Select label={say.mergeInto} searchable value={into} onChange={setInto} data-autofocus data={others.map((one) => ({ value: one.id, label: one.name }))} />
        <div className={styles.actions}>
          <Button variant="default" onClick={onClose}>{sayCommon.cancel}</Button>
          <Button type="submit" color="red" disabled={!into} loading={merge.isPending}>{say.mergeNow}</Button>
        </div>
      </form>
    </Modal>
  );
}
