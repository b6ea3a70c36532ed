/* What a form is called, its languages and the texts around its fields. */
import { Checkbox, SegmentedControl, Switch, Textarea, TextInput } from '@mantine/core';
import type { FormDraft } from '#/lib/api.gen';
import { useWords, type Language } from '#/lib/words';
import { slugOf } from './draft';
import styles from './Form.module.css';
import { words } from './words';

const LANGUAGES: readonly Language[] = ['fr', 'en'];

interface Props {
  draft: FormDraft;
  change: (part: Partial<FormDraft>) => void;
  writing: Language;
  setWriting: (language: Language) => void;
  isNew: boolean;
}

export function General({ draft, change, writing, setWriting, isNew }: Props) {
  const say = useWords(words);
  const toggle = (language: Language, on: boolean) => {
    const languages = on ? [...draft.languages, language] : draft.languages.filter((one) => one !== language);
    change({ languages });
    if (!languages.includes(writing)) setWriting(languages[0] as Language);
  };
  const text = (name: 'title' | 'intro' | 'thanks' | 'subject') => ({
    value: draft[name]?.[writing] ?? '',
    onChange: (event: { currentTarget: { value: string } }) => change({ [name]: { ...draft[name], [writing]: event.currentTarget.value } }),
    lang: writing,
  });
  const example = `{{${draft.fields[0]?.key ?? 'f1'}}}`;
  return (
    <section className={`card ${styles.section}`}>
      <h2>{say.general}</h2>
      <div className={styles.pair}>
        <TextInput label={say.name} value={draft.name} maxLength={200} onChange={(event) => change({ name: event.currentTarget.value, ...(isNew && (!draft.slug || draft.slug === slugOf(draft.name)) ? { slug: slugOf(event.currentTarget.value) } : {}) })} required withAsterisk={false} />
        <TextInput label={say.slug} description={say.slugHelp} inputWrapperOrder={['label', 'input', 'description']} value={draft.slug} maxLength={60} leftSection="/f/" onChange={(event) => change({ slug: event.currentTarget.value })} />
      </div>
      <Switch label={say.openLabel} checked={draft.open} onChange={(event) => change({ open: event.currentTarget.checked })} />
      <div className={styles.languages}>
        <Checkbox.Group label={say.languages} value={draft.languages}>
          <div className={styles.ticks}>
            {LANGUAGES.map((one) => <Checkbox key={one} value={one} label={say.languageNames[one]} disabled={draft.languages.length === 1 && draft.languages[0] === one} onChange={(event) => toggle(one, event.currentTarget.checked)} />)}
          </div>
        </Checkbox.Group>
        {draft.languages.length > 1 && (
          <div>
            <p id="form-writing" className={styles.legend}>{say.writing}</p>
            <SegmentedControl aria-labelledby="form-writing" value={writing} onChange={(value) => setWriting(value as Language)} data={draft.languages.map((one) => ({ value: one, label: say.languageNames[one as Language] }))} />
          </div>
        )}
      </div>
      <TextInput label={say.titleLabel} maxLength={300} {...text('title')} />
      <Textarea label={say.intro} autosize minRows={2} maxRows={8} maxLength={2000} {...text('intro')} />
      <Textarea label={say.thanks} description={say.thanksHelp} inputWrapperOrder={['label', 'input', 'description']} autosize minRows={2} maxRows={8} maxLength={2000} {...text('thanks')} />
      <TextInput label={say.subject} description={say.subjectHelp(example)} inputWrapperOrder={['label', 'input', 'description']} maxLength={300} {...text('subject')} />
    </section>
  );
}
