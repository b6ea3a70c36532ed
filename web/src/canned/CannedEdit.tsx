/* One canned reply: its words with their variables, its files, for whom. */
import { Button, Modal, Select, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState, type FormEvent } from 'react';
import { cannedKey } from '#/conversation/chooser';
import { useTeams } from '#/conversation/data';
import type { Kept } from '#/conversation/draft';
import { Writer, type WriterHandle } from '#/conversation/Writer';
import { api, Problem } from '#/lib/api';
import type { Canned } from '#/lib/api.gen';
import { common, sentenceOf } from '#/lib/common';
import { tellDone } from '#/lib/tell';
import { useWords } from '#/lib/words';
import { useMay, useMe } from '#/session/session';
import styles from './Canned.module.css';
import { words } from './words';

const PERSONAL = 'personal';
const EVERYBODY = 'everybody';

export function CannedEdit({ canned, onClose }: { canned: Canned | null; onClose: () => void }) {
  const say = useWords(words);
  const sayCommon = useWords(common);
  const client = useQueryClient();
  const me = useMe();
  const steers = useMay('job.manage');
  const teams = (useTeams().data?.items ?? []).filter((team) => steers || me.teams.some((mine) => mine.id === team.id));
  const [name, setName] = useState(canned?.name ?? '');
  const [shortcut, setShortcut] = useState(canned?.shortcut ?? '');
  const [subject, setSubject] = useState(canned?.subject ?? '');
  const [whose, setWhose] = useState(canned && !canned.personal ? (canned.team?.id ?? EVERYBODY) : PERSONAL);
  const [kept, setKept] = useState<Kept>({ text: canned?.text ?? '', html: canned?.html ?? null, attachments: canned?.attachments ?? [] });
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [sure, setSure] = useState(false);
  const writer = useRef<WriterHandle>(null);
  const current = useRef(kept);
  current.current = kept;

  const done = (message: string) => {
    void client.invalidateQueries({ queryKey: cannedKey });
    tellDone(message);
    onClose();
  };
  const save = useMutation({
    mutationFn: () => {
      const body = {
        name: name.trim(), shortcut: shortcut.trim() || null, subject: subject.trim() || null,
        ...(current.current.html ? { html: current.current.html } : { text: current.current.text, html: null }),
        personal: whose === PERSONAL, team: whose === PERSONAL || whose === EVERYBODY ? null : whose,
        attachments: current.current.attachments.map((one) => one.id),
      };
      return canned ? api.patch<Canned>(`/api/canned/${canned.id}`, { ...body, version: canned.version }) : api.post<Canned>('/api/canned', body);
    },
    onSuccess: () => done(say.saved),
    onError: (error) => setProblem(error instanceof Problem && error.code === 'invalid' && /variable/.test(error.detail ?? '') ? say.unknown : sentenceOf(sayCommon, error)),
  });
  const drop = useMutation({ mutationFn: () => api.remove(`/api/canned/${canned?.id}`), onSuccess: () => done(say.dropped), onError: (error) => setProblem(sentenceOf(sayCommon, error)) });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    writer.current?.flush();
    setProblem(null);
    save.mutate();
  };
  return (
    <Modal opened onClose={onClose} size="lg" title={canned ? say.edit(canned.name) : say.add} closeButtonProps={{ 'aria-label': sayCommon.close }}>
      <form onSubmit={submit} className={styles.form}>
        <div className={styles.pair}>
          <TextInput label={say.name} required withAsterisk={false} maxLength={200} data-autofocus value={name} onChange={(event) => setName(event.currentTarget.value)} />
          <TextInput label={say.shortcut} description={say.shortcutHelp} inputWrapperOrder={['label', 'input', 'description']} maxLength={40} value={shortcut} onChange={(event) => setShortcut(event.currentTarget.value.replace(/\s/g, '-'))} />
        </div>
        <Select label={say.whose} value={whose} allowDeselect={false} onChange={(value) => value && setWhose(value)}
          data={[{ value: PERSONAL, label: say.personal }, ...teams.map((team) => ({ value: team.id, label: say.team(team.name) })), ...(steers || whose === EVERYBODY ? [{ value: EVERYBODY, label: say.everybody }] : [])]} />
        <TextInput label={say.subject} description={say.subjectHelp} inputWrapperOrder={['label', 'input', 'description']} maxLength={250} value={subject} onChange={(event) => setSubject(event.currentTarget.value)} />
        <div className={styles.box}>
          <Writer handle={writer} draft={kept} generation={canned?.id ?? 'new'} rich files bare label={say.text} placeholder={say.text} conversation={null} carried={() => true}
            onChange={(next) => { current.current = next(current.current); setKept(current.current); }} onKey={() => false} onBusy={setBusy} onProblem={setProblem} />
        </div>
        <div role="group" aria-label={say.variables}>
          <p className="quiet">{say.variables} · {say.variablesHelp}</p>
          <div className={styles.variables}>
            {(Object.keys(say.variable) as (keyof typeof say.variable)[]).map((one) => (
              <Button key={one} size="compact-xs" variant="default" onMouseDown={(event) => event.preventDefault()} onClick={() => writer.current?.insert(`{{${one}}}`)}>{say.variable[one]}</Button>
            ))}
          </div>
        </div>
        {problem && <p role="alert" className={styles.problem}>{problem}</p>}
        <div className={styles.actions}>
          {canned && <Button variant="subtle" color="red" className={styles.drop} loading={drop.isPending} onClick={() => (sure ? drop.mutate() : setSure(true))}>{sure ? say.dropSure(canned.name) : say.drop}</Button>}
          <Button variant="default" onClick={onClose}>{sayCommon.cancel}</Button>
          <Button type="submit" loading={save.isPending} disabled={busy}>{say.save}</Button>
        </div>
      </form>
    </Modal>
  );
}
