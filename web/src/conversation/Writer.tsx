/* The text and its files, whatever they are for: an answer, a note, a first message. Brings canned replies
 * and colleagues' names as one types, files by button, drop or paste, pictures into the text. */
import { ActionIcon, Skeleton, Tooltip } from '@mantine/core';
import { lazy, Suspense, useImperativeHandle, useRef, useState, type DragEvent, type KeyboardEvent, type ReactNode, type Ref } from 'react';
import { api } from '#/lib/api';
import type { Attachment } from '#/lib/api.gen';
import { pressed } from '#/lib/actions';
import { common, sentenceOf } from '#/lib/common';
import { IconClip, IconText } from '#/lib/icons';
import { useWords } from '#/lib/words';
import { writingActions } from './actions';
import { Chooser, type ChooserHandle } from './Chooser';
import { useTakesCanned } from './canned-target';
import { fillCanned, useChoices } from './chooser';
import { writing } from './compose-words';
import styles from './Composer.module.css';
import { ComposerFiles } from './ComposerFiles';
import type { Kept } from './draft';
import type { Asking, EditorHandle } from './editor';
import { PlainEditor } from './PlainEditor';
import { UPLOAD_MAX, useUploads } from './uploads';
import { words } from './words';

const load = () => import('./RichEditor');
const RichEditor = lazy(load);
void load(); /* beside the thread, not when the first letter is typed */

export interface WriterHandle {
  focus: () => void;
  flush: () => void;
  insert: (text: string) => void;
}

interface WriterProps {
  draft: Kept;
  generation: string | number; /* another one begins again from the draft */
  rich: boolean;
  files: boolean;
  label: string;
  placeholder: string;
  conversation: string | null; /* where canned replies find their values */
  carried: (attachment: string) => boolean; /* not ours to delete */
  onChange: (next: (before: Kept) => Kept) => void;
  onMention?: (staff: string) => void;
  onSubject?: (subject: string) => void;
  onKey: (event: KeyboardEvent | globalThis.KeyboardEvent) => boolean;
  onBusy: (busy: boolean) => void; /* files are on their way */
  onProblem: (problem: string | null) => void;
  bare?: boolean; /* no canned replies in it */
  tools?: ReactNode;
  children?: ReactNode; /* between the text and its files */
  handle: Ref<WriterHandle>;
}

export function Writer(props: WriterProps) {
  const { draft, onChange, onProblem } = props;
  const say = useWords(words);
  const sayWriting = useWords(writing);
  const sayCommon = useWords(common);
  const editor = useRef<EditorHandle>(null);
  const chooser = useRef<ChooserHandle>(null);
  const picker = useRef<HTMLInputElement>(null);
  const wanted = useRef(false); /* the focus, by an editor that is not there yet or begins again */
  const pasted = useRef(new Set<string>());
  const [asking, setAsking] = useState<Asking | null>(null);
  const [dragging, setDragging] = useState(false);
  const choices = useChoices(asking);

  useImperativeHandle(props.handle, () => ({
    focus: () => {
      wanted.current = true;
      editor.current?.focus();
    },
    flush: () => editor.current?.flush(),
    insert: (text) => editor.current?.insert({ html: null, text }),
  }));

  const { uploads, add, cancel } = useUploads(
    (attachment) => {
      onChange((before) => ({ ...before, attachments: [...before.attachments, attachment] }));
      if (props.rich && pasted.current.delete(attachment.name) && attachment.type.startsWith('image/')) editor.current?.insertImage(attachment.id, attachment.name);
    },
    (name, error) => onProblem(`${say.fileFailed(name)} ${sentenceOf(sayCommon, error)}`),
    props.onBusy,
  );
  const attach = (files: Iterable<File>, inText: boolean) => {
    onProblem(null);
    for (const file of files) {
      if (file.size > UPLOAD_MAX) onProblem(say.fileTooLarge(file.name));
      else {
        if (inText && file.type.startsWith('image/')) pasted.current.add(file.name);
        add(file);
      }
    }
  };
  const remove = (attachment: Attachment) => {
    onChange((before) => ({ ...before, attachments: before.attachments.filter((one) => one.id !== attachment.id) }));
    if (props.carried(attachment.id)) return;
    api.remove(`/api/attachments/${attachment.id}`).catch(() => {
      /* Never sent with the reply either way; the server forgets it in time. */
    });
  };

  const choose = (id: string) => {
    const typed = asking?.length ?? 0;
    const kind = asking?.kind;
    setAsking(null);
    if (kind === 'mention') {
      const name = choices.find((one) => one.id === id)?.name ?? '';
      editor.current?.insert({ html: null, text: `@${name} ` }, typed);
      props.onMention?.(id);
      return;
    }
    insertCanned(id, typed);
  };
  const insertCanned = (id: string, typed: number) => {
    fillCanned(id, props.conversation).then(
      (filled) => {
        editor.current?.insert(filled, typed);
        if (filled.attachments.length) onChange((before) => ({ ...before, attachments: [...before.attachments, ...filled.attachments] }));
        if (filled.subject) props.onSubject?.(filled.subject);
        onProblem(filled.missing.length ? sayWriting.cannedMissing(filled.missing.join(', ')) : null);
      },
      (error: unknown) => onProblem(sentenceOf(sayCommon, error)),
    );
  };
  useTakesCanned((id) => insertCanned(id, 0), !props.bare);
  const press = (event: KeyboardEvent | globalThis.KeyboardEvent) => {
    if (asking && !event.ctrlKey && !event.metaKey && chooser.current?.press(event.key)) return true;
    if (!props.bare && pressed(event, writingActions.canned)) {
      editor.current?.insert({ html: null, text: ' /' });
      return true;
    }
    return props.onKey(event);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setDragging(false);
    attach(event.dataTransfer.files, false);
  };
  const input = {
    label: props.label, placeholder: props.placeholder, value: draft, focused: wanted, mentions: !!props.onMention,
    onChange: (value: { text: string; html: string | null }) => onChange((before) => ({ ...before, ...value })),
    onAsk: props.bare ? () => {} : setAsking, onKey: press, onFiles: (files: File[]) => attach(files, true), handle: editor,
  };
  return (
    <div className={styles.writer} data-dragging={dragging || undefined} onBlur={(event) => { if (!event.currentTarget.contains(event.relatedTarget)) setAsking(null); }}
      onDragOver={(event) => { event.preventDefault(); setDragging(true); }} onDragLeave={() => setDragging(false)} onDropCapture={(event) => event.dataTransfer.files.length > 0 && drop(event)}>
      {props.rich
        ? <Suspense fallback={<div className={styles.loading}><Skeleton height={12} width="40%" /></div>}><RichEditor key={props.generation} {...input} /></Suspense>
        : <PlainEditor key={props.generation} {...input} />}
      {asking && (
        <Chooser handle={chooser} asking={asking} choices={choices} onChoose={choose} onClose={() => setAsking(null)}
          label={asking.kind === 'canned' ? sayWriting.canned : sayWriting.mention} none={asking.kind === 'canned' ? sayWriting.cannedNone : sayWriting.mentionNone} />
      )}
      {props.children}
      <ComposerFiles attachments={draft.attachments} uploads={uploads} onRemove={remove} onCancel={cancel} />
      <div className={styles.actions}>
        <input ref={picker} type="file" multiple hidden aria-hidden="true" tabIndex={-1} onChange={(event) => { attach(event.currentTarget.files ?? [], false); event.currentTarget.value = ''; }} />
        {props.files && (
          <Tooltip label={say.attach}>
            <ActionIcon variant="subtle" color="gray" size={32} aria-label={say.attach} onClick={() => picker.current?.click()}><IconClip /></ActionIcon>
          </Tooltip>
        )}
        {!props.bare && <Tooltip label={sayWriting.cannedHint}>
          <ActionIcon variant="subtle" color="gray" size={32} aria-label={sayWriting.canned} onMouseDown={(event) => event.preventDefault()} onClick={() => editor.current?.insert({ html: null, text: draft.text ? ' /' : '/' })}><IconText /></ActionIcon>
        </Tooltip>}
        {dragging && <span className={styles.drop}>{say.drop}</span>}
        <span className={styles.end}>{props.tools}</span>
      </div>
    </div>
  );
}
