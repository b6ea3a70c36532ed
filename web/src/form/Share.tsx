/* The link of a form, and what to paste into a site. */
import { Button, Textarea, TextInput } from '@mantine/core';
import { useWidgets } from '#/chat/data';
import type { Form, FormDraft } from '#/lib/api.gen';
import { tellDone } from '#/lib/tell';
import { useWords } from '#/lib/words';
import { embedCode } from './draft';
import styles from './Form.module.css';
import { words } from './words';

export function Share({ draft, change, form }: { draft: FormDraft; change: (part: Partial<FormDraft>) => void; form?: Form }) {
  const say = useWords(words);
  return (
    <section className={`card ${styles.section}`}>
      <h2>{say.share}</h2>
      {form ? (
        <>
          <Copied label={say.link} value={form.url} />
          <TryIt slug={form.slug} />
          <Copied label={say.embed} value={embedCode(form.url, form.title.fr ?? form.title.en ?? form.name)} />
        </>
      ) : <p className="quiet">{say.afterSaving}</p>}
      <Textarea label={say.origins} description={say.originsHelp} inputWrapperOrder={['label', 'input', 'description']} autosize minRows={2} maxRows={6} value={(draft.origins ?? []).join('\n')} onChange={(event) => change({ origins: event.currentTarget.value === '' ? [] : event.currentTarget.value.split('\n').map((line) => line.trim().replace(/\/+$/, '')) })} />
    </section>
  );
}

/* On the invented site where a chat is tried too, when there is one. */
function TryIt({ slug }: { slug: string }) {
  const say = useWords(words);
  const widget = useWidgets().data?.items.find((one) => one.enabled);
  if (!widget) return null;
  return <div><Button size="xs" variant="default" component="a" href={`/chat/${widget.key}/try?form=${slug}`} target="_blank" rel="noopener" title={say.tryHelp}>{say.try}</Button></div>;
}

function Copied({ label, value }: { label: string; value: string }) {
  const say = useWords(words);
  return (
    <div className={styles.copied}>
      <TextInput label={label} value={value} readOnly onFocus={(event) => event.currentTarget.select()} />
      <Button variant="default" onClick={() => void navigator.clipboard.writeText(value).then(() => tellDone(say.copied))}>{say.copy}<span className="only-read"> {label}</span></Button>
    </div>
  );
}
