/* Making and changing a form: what it asks, where answers go, how it is shown elsewhere. */
import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { api, Problem } from '#/lib/api';
import type { Form, FormDraft } from '#/lib/api.gen';
import { IconBack } from '#/lib/icons';
import { ScreenPage } from '#/lib/page';
import { ErrorState, RowsSkeleton } from '#/lib/states';
import { tellDone, tellError } from '#/lib/tell';
import { useLanguage, useWords, type Language } from '#/lib/words';
import { keys, useForm } from './data';
import { draftOf, firstDraft, slugOf } from './draft';
import { FieldList } from './FieldList';
import styles from './Form.module.css';
import { General } from './General';
import { Preview } from './Preview';
import { Share } from './Share';
import { Where } from './Where';
import { words } from './words';

export function Component() {
  const { id = 'new' } = useParams();
  const say = useWords(words);
  const query = useForm(id);
  if (id !== 'new' && !query.data)
    return (
      <ScreenPage title={say.title}>
        <div className="card">{query.isError ? <ErrorState error={query.error} retry={() => void query.refetch()} /> : <RowsSkeleton rows={6} height={60} />}</div>
      </ScreenPage>
    );
  return <Editor key={query.data?.id ?? 'new'} form={query.data} />;
}

function Editor({ form }: { form?: Form }) {
  const say = useWords(words);
  const language = useLanguage();
  const client = useQueryClient();
  const go = useNavigate();
  const start = useRef<FormDraft>(form ? draftOf(form) : firstDraft({ title: say.title.replace(/s$/, ''), name: say.types.name, email: say.types.email, message: 'Message' }, language));
  const [draft, setDraft] = useState(start.current);
  const [writing, setWriting] = useState<Language>(draft.languages[0] as Language);
  const [wrong, setWrong] = useState<string | null>(null);
  const change = (part: Partial<FormDraft>) => setDraft((before) => ({ ...before, ...part }));
  const changed = JSON.stringify(draft) !== JSON.stringify(start.current);
  const alert = useRef<HTMLParagraphElement>(null);
  useEffect(() => { if (wrong) alert.current?.focus(); }, [wrong]);

  const save = useMutation({
    mutationFn: () => {
      const body = { ...draft, slug: draft.slug || slugOf(draft.name), origins: draft.origins?.filter((origin) => origin !== '') };
      return form ? api.put<Form>(`/api/forms/${form.id}`, body) : api.post<Form>('/api/forms', body);
    },
    onSuccess: (kept) => {
      setWrong(null);
      client.setQueryData(keys.one(kept.id), kept);
      void client.invalidateQueries({ queryKey: keys.list });
      start.current = draftOf(kept);
      setDraft(start.current);
      tellDone(form ? say.saved : say.made);
      if (!form) void go(`/settings/forms/${kept.id}`, { replace: true });
    },
    onError: (error) => {
      if (error instanceof Problem && error.field) setWrong(error.field === 'slug' && error.status === 409 ? say.slugTaken : say.refused(error.field, error.detail));
      else tellError(language, error);
    },
  });

  return (
    <ScreenPage wide title={form?.name ?? say.newTitle} actions={<Link to="/settings/forms" className={styles.backLink}><IconBack size={14} />{say.back}</Link>}>
      <div className={styles.split}>
        <form noValidate onSubmit={(event) => { event.preventDefault(); save.mutate(); }}>
          <General draft={draft} change={change} writing={writing} setWriting={setWriting} isNew={!form} />
          <FieldList draft={draft} change={change} writing={writing} />
          <Where draft={draft} change={change} />
          <Share draft={draft} change={change} form={form} />
          <div className={styles.saveBar}>
            {wrong ? <p ref={alert} role="alert" tabIndex={-1} className={styles.wrong}>{wrong}</p> : changed && form && <p className="quiet">{say.unsaved}</p>}
            <Button type="submit" loading={save.isPending} disabled={!draft.name.trim() || (Boolean(form) && !changed)}>{say.save}</Button>
          </div>
        </form>
        <Preview draft={draft} language={writing} />
      </div>
    </ScreenPage>
  );
}
