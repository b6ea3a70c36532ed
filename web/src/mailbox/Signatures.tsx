/* What each team signs with. */
import { Button, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTeams } from '#/conversation/data';
import { api } from '#/lib/api';
import type { Team } from '#/lib/api.gen';
import { common } from '#/lib/common';
import { tellDone, tellError } from '#/lib/tell';
import { useLanguage, useWords } from '#/lib/words';
import { keys, useSignatures } from './data';
import styles from './Mailbox.module.css';
import { words } from './words';

export function Signatures() {
  const say = useWords(words);
  const teams = useTeams().data?.items ?? [];
  const signatures = useSignatures();
  if (teams.length === 0 || !signatures.data) return null;
  const of = new Map(signatures.data.items.map((one) => [one.team.id, one.signature ?? '']));
  return (
    <section className={`card ${styles.section}`} aria-labelledby="team-signatures">
      <h2 id="team-signatures">{say.signatures}</h2>
      <p className="quiet">{say.signaturesAbout}</p>
      <div className={styles.signatures}>{teams.map((team) => <OneTeam key={team.id} team={team} known={of.get(team.id) ?? ''} />)}</div>
    </section>
  );
}

function OneTeam({ team, known }: { team: Team; known: string }) {
  const say = useWords(words);
  const sayCommon = useWords(common);
  const language = useLanguage();
  const client = useQueryClient();
  const [text, setText] = useState(known);
  const save = useMutation({
    mutationFn: () => api.put(`/api/mailboxes/signatures/${team.id}`, { signature: text.trim() || null }),
    onSuccess: () => tellDone(say.saved),
    onError: (error) => tellError(language, error),
    onSettled: () => client.invalidateQueries({ queryKey: keys.signatures }),
  });
  return (
    <div className={styles.signature}>
      <Textarea label={say.signatureOf(team.name)} autosize minRows={2} maxRows={8} maxLength={4000} value={text} onChange={(event) => setText(event.currentTarget.value)} />
      {text.trim() !== known.trim() && <Button size="xs" loading={save.isPending} onClick={() => save.mutate()}>{sayCommon.save}<span className="only-read"> {say.signatureOf(team.name)}</span></Button>}
    </div>
  );
}
