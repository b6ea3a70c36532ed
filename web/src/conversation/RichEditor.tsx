/* Rich text, loaded when one writes: bold, lists, links, pictures. What is pasted from elsewhere keeps only
 * what the editor knows. Typing stays its own: the rest of the page hears of it after a short pause. */
import Image from '@tiptap/extension-image';
import { Placeholder } from '@tiptap/extensions';
import { EditorContent, useEditor, type Editor } from '@tiptap/react';
import StarterKit from '@tiptap/starter-kit';
import { useEffect, useImperativeHandle, useLayoutEffect, useRef, type Ref } from 'react';
import { askingOf, htmlOf, type EditorHandle, type EditorProps } from './editor';
import styles from './RichEditor.module.css';
import { Tools } from './RichTools';

const TELL_MS = 120;

export default function RichEditor({ handle, ...props }: EditorProps & { handle: Ref<EditorHandle> }) {
  const latest = useRef(props);
  latest.current = props;
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const tell = (editor: Editor) => {
    clearTimeout(timer.current);
    timer.current = undefined;
    latest.current.onChange(editor.isEmpty ? { text: '', html: null } : { text: editor.getText({ blockSeparator: '\n' }), html: editor.getHTML() });
  };
  const ask = (editor: Editor) => {
    const { from, empty, $from } = editor.state.selection;
    const before = empty ? $from.parent.textBetween(0, $from.parentOffset, '\n', ' ') : '';
    latest.current.onAsk(askingOf(before, latest.current.mentions, () => editor.view.coordsAtPos(from)));
  };
  const editor = useEditor({
    extensions: [
      StarterKit.configure({ heading: false, horizontalRule: false, link: { openOnClick: false, autolink: true, defaultProtocol: 'https', protocols: ['http', 'https', 'mailto', 'tel'], HTMLAttributes: { rel: null, target: null } } }),
      Image.configure({ allowBase64: false, inline: true }),
      Placeholder.configure({ placeholder: () => latest.current.placeholder }),
    ],
    content: props.value.html ?? (props.value.text ? htmlOf(props.value.text) : ''),
    shouldRerenderOnTransaction: false,
    injectCSS: false, /* the policy lets no style in but ours */
    editorProps: {
      attributes: { role: 'textbox', 'aria-multiline': 'true', 'aria-label': props.label, class: styles.surface ?? '' },
      handleKeyDown: (_, event) => latest.current.onKey(event),
      handlePaste: (_, event) => {
        const files = [...(event.clipboardData?.files ?? [])];
        /* Word brings a picture of its text beside the text. */
        if (!files.length || event.clipboardData?.types.includes('text/html')) return false;
        latest.current.onFiles(files);
        return true;
      },
    },
    onUpdate: ({ editor: changed }) => {
      clearTimeout(timer.current);
      timer.current = setTimeout(() => tell(changed), TELL_MS);
      ask(changed);
    },
    onSelectionUpdate: ({ editor: changed }) => ask(changed),
    onFocus: () => { latest.current.focused.current = false; },
  });

  useEffect(() => {
    editor?.setOptions({ editorProps: { ...editor.options.editorProps, attributes: { role: 'textbox', 'aria-multiline': 'true', 'aria-label': props.label, class: styles.surface ?? '' } } });
  }, [editor, props.label]);
  /* An editor that begins again from another draft keeps the focus that the one before it had. */
  useLayoutEffect(() => {
    const { focused } = latest.current;
    if (focused.current) editor?.commands.focus('end', { scrollIntoView: false });
    return () => {
      if (editor?.isFocused) focused.current = true;
    };
  }, [editor]);
  /* What was typed in the last moment is not lost by leaving. */
  useEffect(() => {
    const last = () => {
      if (timer.current !== undefined && editor && !editor.isDestroyed) tell(editor);
    };
    window.addEventListener('pagehide', last);
    return () => {
      window.removeEventListener('pagehide', last);
      last();
    };
  }, [editor]);

  useImperativeHandle(handle, () => ({
    focus: () => editor?.commands.focus('end', { scrollIntoView: false }),
    insert: ({ html, text }, typed = 0) => {
      if (!editor) return;
      const at = editor.state.selection.from;
      editor.chain().focus().deleteRange({ from: at - typed, to: at }).insertContent(html ?? (text.includes('\n') ? htmlOf(text) : text)).run();
      tell(editor);
    },
    insertImage: (attachment, name) => {
      if (!editor) return;
      editor.chain().focus().setImage({ src: `/api/attachments/${attachment}`, alt: name }).run();
      tell(editor);
    },
    flush: () => editor && timer.current !== undefined && tell(editor),
  }));
  return (
    <>
      <EditorContent editor={editor} className={styles.editor} />
      {editor && <Tools editor={editor} />}
    </>
  );
}
