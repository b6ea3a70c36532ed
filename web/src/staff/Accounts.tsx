import { Button, Modal, NativeSelect, Radio, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { useColleagues } from '#/conversation/data';
import { api } from '#/lib/api';
import type { Staff, StaffMade } from '#/lib/api.gen';
import { common, sentenceOf } from '#/lib/common';
import { Disc } from '#/lib/disc';
import { IconPlus } from '#/lib/icons';
import { ErrorState, RowsSkeleton } from '#/lib/states';
import { tellDone, tellError } from '#/lib/tell';
import { useLanguage, useWords } from '#/lib/words';
import { useMe } from '#/session/session';
import { Secret } from './Secret';
import styles from './Staff.module.css';
import { words } from './words';

const ROLES = ['administrator', 'supervisor', 'adviser', 'reader'] as const;

export function Accounts() {
  const say = useWords(words);
  const query = useColleagues();
  const [inviting, invite] = useDisclosure(false);
  return (
    <>
      <div className={styles.bar}><Button size="xs" leftSection={<IconPlus size={15} />} onClick={invite.open}>{say.invite}</Button></div>
      <div className="card table-frame">
        {query.isPending && <RowsSkeleton />}
        {query.isError && <ErrorState error={query.error} retry={() => void query.refetch()} />}
        {query.data && (
          <table className="table">
            <thead><tr><th scope="col">{say.name}</th><th scope="col">{say.email}</th><th scope="col">{say.role}</th><th scope="col">{say.teams}</th><th scope="col">{say.state}</th><th scope="col">{say.actions}</th></tr></thead>
            <tbody>{query.data.items.map((staff) => <Account key={staff.id} staff={staff} />)}</tbody>
          </table>
        )}
      </div>
      {inviting && <Invite onClose={invite.close} />}
    </>
  );
}

function Account({ staff }: { staff: Staff }) {
  const say = useWords(words);
  const sayCommon = useWords(common);
  const language = useLanguage();
  const client = useQueryClient();
  const me = useMe();
  const [link, setLink] = useState<string | null>(null);
  const change = useMutation({
    mutationFn: (wanted: { role?: string; active?: boolean }) => api.patch(`/api/staff/${staff.id}`, wanted),
    onSuccess: () => tellDone(say.saved),
    onError: (error) => tellError(language, error),
    onSettled: () => client.invalidateQueries({ queryKey: ['staff'] }),
  });
  const makeLink = useMutation({
    mutationFn: () => api.post<{ link: string }>(`/api/staff/${staff.id}/link`),
    onSuccess: (made) => setLink(made.link),
    onError: (error) => tellError(language, error),
  });
  return (
    <tr data-off={!staff.active || undefined} className={styles.account}>
      <td><span className={styles.who}><Disc id={staff.id} name={staff.name} size={26} square />{staff.name}</span></td>
      <td>{staff.email}</td>
      <td>
        <NativeSelect size="xs" aria-label={say.roleOf(staff.name)} value={staff.role ?? ''} disabled={staff.id === me.id}
          onChange={(event) => change.mutate({ role: event.currentTarget.value })} data={ROLES.map((role) => ({ value: role, label: say.roles[role] }))} />
      </td>
      <td>{staff.teams.map((team) => team.name).join(', ')}</td>
      <td>{staff.active ? say.active : say.inactive}</td>
      <td>
        <div className={styles.actions}>
          <Button size="compact-xs" variant="default" aria-label={say.newLinkFor(staff.name)} onClick={() => makeLink.mutate()} disabled={!staff.active}>{say.newLink}</Button>
          {staff.id !== me.id && <Button size="compact-xs" variant="default" onClick={() => change.mutate({ active: !staff.active })}>{staff.active ? say.disable : say.enable}<span className="only-read"> {staff.name}</span></Button>}
        </div>
        {link && <Modal opened onClose={() => setLink(null)} title={say.newLinkFor(staff.name)} closeButtonProps={{ 'aria-label': sayCommon.close }}><Secret label={say.newLink} text={say.linkText} value={link} /></Modal>}
      </td>
    </tr>
  );
}

function Invite({ onClose }: { onClose: () => void }) {
  const say = useWords(words);
  const sayCommon = useWords(common);
  const client = useQueryClient();
  const [form, setForm] = useState({ name: '', email: '', role: 'adviser' });
  const make = useMutation({
    mutationFn: () => api.post<StaffMade>('/api/staff', form),
    onSuccess: () => client.invalidateQueries({ queryKey: ['staff'] }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    make.mutate();
  };
  return (
    <Modal opened onClose={onClose} title={make.data ? say.inviteDone : say.inviteTitle} closeButtonProps={{ 'aria-label': sayCommon.close }}>
      {make.data ? <Secret label={say.newLink} text={say.linkText} value={make.data.link} /> : (
        <form onSubmit={submit} className={styles.form}>
          <TextInput label={say.name} required withAsterisk={false} maxLength={200} data-autofocus value={form.name} onChange={(event) => setForm({ ...form, name: event.currentTarget.value })} />
          <TextInput label={say.email} type="email" required withAsterisk={false} maxLength={320} value={form.email} onChange={(event) => setForm({ ...form, email: event.currentTarget.value })} />
          <Radio.Group label={say.role} value={form.role} onChange={(role) => setForm({ ...form, role })}>
            <div className={styles.radios}>{ROLES.map((role) => <Radio key={role} value={role} label={say.roles[role]} description={say.roleHelp[role]} />)}</div>
          </Radio.Group>
          {make.isError && <p role="alert" className={styles.problem}>{sentenceOf(sayCommon, make.error)}</p>}
          <Button type="submit" loading={make.isPending}>{say.invite}</Button>
        </form>
      )}
    </Modal>
  );
}
