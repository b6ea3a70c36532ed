/* One text in one language: where it stands, what may stand in it, its own words or the program's. */
import { Button, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, Problem } from '#/lib/api';
import type { Wording, WordingPast } from '#/lib/api.gen';
import { common, sentenceOf } from '#/lib/common';
import { tellDone } from '#/lib/tell';
import { labelled, useLanguage, useWords, type Language } from '#/lib/words';
import { History } from '#/setting/History';
import styles from './Wording.module.css';
import { words } from './words';

export function WordingRow({ wording, language, written, onWrite }: { wording: Wording; language: Language; written: string | undefined; onWrite: (text: string | null) => void }) {
  const say = useWords(words);
  const sayCommon = useWords(common);
  const own = useLanguage();
  const client = useQueryClient();
  const kept = wording.texts[language];
  const original = wording.default[language];
  const value = written ?? kept ?? original;
  const changed = written !== undefined && written.trim() !== (kept ?? original);
  const about = wording.about[own];

  const save = useMutation({
    mutationFn: (text: string | null) => api.put(`/api/wordings/${wording.name}/${language}`, { text }),
    onSuccess: async () => {
      tellDone(say.saved);
      await client.invalidateQueries({ queryKey: ['wordings'] });
      void client.invalidateQueries({ queryKey: ['history'] });
      onWrite(null);
    },
  });
  const wrongVariable = save.error instanceof Problem && save.error.field === 'text' && /variable/.test(save.error.detail);

  return (
    <form className={styles.row} onSubmit={(event) => { event.preventDefault(); save.mutate(value); }}>
      <Textarea label={about} lang={language} autosize minRows={1} maxRows={8} maxLength={wording.max} value={value}
        error={save.isError && changed ? (wrongVariable ? say.unknownVariable : sentenceOf(sayCommon, save.error)) : undefined}
        onChange={(event) => onWrite(wording.multiline ? event.currentTarget.value : event.currentTarget.value.replace(/\n/g, ' '))} />
      {wording.variables.length > 0 && (
        <p className={styles.meta}>{labelled(own, say.variables, '')} {wording.variables.map((name) => <code key={name}>{`{{${name}}}`}</code>)}</p>
      )}
      {kept !== null && <p className={styles.meta} lang={language}>{labelled(own, say.original, original)}</p>}
      <div className={styles.actions}>
        {changed && <Button size="compact-xs" type="submit" loading={save.isPending} aria-label={say.saveOf(about)}>{sayCommon.save}</Button>}
        {changed && <Button size="compact-xs" variant="default" onClick={() => { save.reset(); onWrite(null); }}>{sayCommon.cancel}</Button>}
        {kept !== null && !changed && <Button size="compact-xs" variant="subtle" aria-label={say.resetOf(about)} onClick={() => save.mutate(null)}>{say.reset}</Button>}
        {kept !== null && (
          <History<WordingPast> name={about} path={`/api/wordings/${wording.name}/history`}
            past={(row) => ({ at: row.at, by: row.by, value: `${say.languages[row.language]} – ${row.text ?? say.original}` })} />
        )}
      </div>
    </form>
  );
}
