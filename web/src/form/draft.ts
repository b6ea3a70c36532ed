/* A form that is being made. */
import type { Form, FormDraft, FormField } from '#/lib/api.gen';
import type { Language } from '#/lib/words';

export const TYPES = ['name', 'email', 'phone', 'text', 'long_text', 'choice', 'choices', 'date', 'consent', 'file'] as const;
export type FieldType = (typeof TYPES)[number];

/* Asked once at most: they say who writes. */
export const ONCE: readonly FieldType[] = ['name', 'email', 'phone'];

export const hasOptions = (type: string) => type === 'choice' || type === 'choices';

/* A key that no other has. */
export function freeKey(taken: readonly string[], letter: string): string {
  let number = taken.length + 1;
  while (taken.includes(`${letter}${number}`)) number += 1;
  return `${letter}${number}`;
}

export function newField(form: FormDraft, type: FieldType, label: string, language: Language): FormField {
  const key = freeKey(form.fields.map((field) => field.key), 'f');
  return { key, type, label: { [language]: label }, required: false, ...(hasOptions(type) ? { options: [{ key: 'o1', label: { [language]: '…' } }] } : {}) };
}

/* Moves one field; a condition stays behind the choice it asks about, or goes. */
export function moved(fields: readonly FormField[], from: number, to: number): FormField[] {
  const all = [...fields];
  const [field] = all.splice(from, 1);
  if (!field || to < 0 || to > all.length) return [...fields];
  all.splice(to, 0, field);
  return sound(all);
}

/* Without the conditions that name what is not there, or comes later. */
export function sound(fields: readonly FormField[]): FormField[] {
  return fields.map((field, index) => {
    const when = field.shown_when;
    if (!when) return field;
    const asked = fields.slice(0, index).find((one) => one.key === when.field && hasOptions(one.type));
    const options = when.options.filter((key) => asked?.options?.some((option) => option.key === key));
    return asked && options.length > 0 ? { ...field, shown_when: { field: when.field, options } } : { ...field, shown_when: null };
  });
}

export function draftOf(form: Form): FormDraft {
  const { slug, name, open, languages, title, intro, thanks, subject, fields, origins, address, version, priority, tags } = form;
  return { slug, name, open, languages, title, intro, thanks, subject, fields, origins, address, version, priority: priority ?? null, tags: tags ?? [], team: form.team?.id ?? null };
}

/* "Demande de devis" → "demande-de-devis". */
export const slugOf = (name: string) =>
  name.normalize('NFD').replace(/[\u0300-\u036f]/g, '').toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 60);

export function firstDraft(labels: { title: string; name: string; email: string; message: string }, language: Language): FormDraft {
  const say = (text: string) => ({ [language]: text });
  return {
    slug: '', name: '', open: true, languages: [language], title: say(labels.title), fields: [
      { key: 'name', type: 'name', label: say(labels.name), required: false },
      { key: 'email', type: 'email', label: say(labels.email), required: true },
      { key: 'message', type: 'long_text', label: say(labels.message), required: true },
    ], origins: [], team: null, priority: null, tags: [], address: null,
  };
}

export const embedCode = (url: string, title: string) =>
  `<iframe src="${url}" title="${title.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;')}" width="100%" height="760" style="border:0" loading="lazy"></iframe>`;
