/* Text alone, for channels that take nothing else, and until the rich editor is there. */
import { Textarea } from '@mantine/core';
import { useEffect, useImperativeHandle, useRef, type Ref } from 'react';
import styles from './Composer.module.css';
import { askingOf, type EditorHandle, type EditorProps } from './editor';

export function PlainEditor({ handle, ...props }: EditorProps & { handle: Ref<EditorHandle> }) {
  const area = useRef<HTMLTextAreaElement>(null);
  useImperativeHandle(handle, () => ({
    focus: () => area.current?.focus(),
    insert: ({ text }, typed = 0) => {
      const box = area.current;
      const at = box?.selectionStart ?? props.value.text.length;
      props.onChange({ text: props.value.text.slice(0, at - typed) + text + props.value.text.slice(at), html: null });
      requestAnimationFrame(() => {
        box?.focus();
        box?.setSelectionRange(at - typed + text.length, at - typed + text.length);
      });
    },
    insertImage: () => {},
    flush: () => {},
  }));
  useEffect(() => {
    if (props.focused.current) area.current?.focus();
  }, []);
  const ask = (box: HTMLTextAreaElement) => {
    const rect = () => box.getBoundingClientRect();
    props.onAsk(askingOf(box.value.slice(0, box.selectionStart), props.mentions, rect));
  };
  return (
    <Textarea ref={area} aria-label={props.label} placeholder={props.placeholder} variant="unstyled" autosize minRows={2} maxRows={14} className={styles.text} value={props.value.text} onFocus={() => { props.focused.current = false; }}
      onKeyDown={(event) => props.onKey(event) && event.preventDefault()}
      onChange={(event) => { props.onChange({ text: event.currentTarget.value, html: null }); ask(event.currentTarget); }}
      onPaste={(event) => {
        if (!event.clipboardData.files.length) return;
        event.preventDefault();
        props.onFiles([...event.clipboardData.files]);
      }} />
  );
}
