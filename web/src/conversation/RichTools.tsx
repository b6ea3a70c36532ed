/* The little that formats a mail. Every one has its key in the editor as everywhere: Ctrl+B, Ctrl+I… */
import { ActionIcon, Button, Popover, TextInput, Tooltip } from '@mantine/core';
import { useEditorState, type Editor } from '@tiptap/react';
import { useState, type FormEvent, type ReactNode } from 'react';
import { useWords } from '#/lib/words';
import { writing } from './compose-words';
import styles from './RichEditor.module.css';

interface Tool {
  name: 'bold' | 'italic' | 'underline' | 'strike' | 'bullets' | 'numbers' | 'quote' | 'code';
  mark: string;
  keys: string;
  sign: ReactNode;
  run: (editor: Editor) => void;
}

const line = (d: string) => <svg width={16} height={16} viewBox="0 0 20 20" fill="none" stroke="currentColor" strokeWidth={1.6} strokeLinecap="round" aria-hidden="true"><path d={d} /></svg>;

const TOOLS: Tool[] = [
  { name: 'bold', mark: 'bold', keys: 'Ctrl+B', sign: <b>B</b>, run: (editor) => editor.chain().focus().toggleBold().run() },
  { name: 'italic', mark: 'italic', keys: 'Ctrl+I', sign: <i>I</i>, run: (editor) => editor.chain().focus().toggleItalic().run() },
  { name: 'underline', mark: 'underline', keys: 'Ctrl+U', sign: <u>U</u>, run: (editor) => editor.chain().focus().toggleUnderline().run() },
  { name: 'strike', mark: 'strike', keys: 'Ctrl+⇧+S', sign: <s>S</s>, run: (editor) => editor.chain().focus().toggleStrike().run() },
  { name: 'bullets', mark: 'bulletList', keys: 'Ctrl+⇧+8', sign: line('M8 5h9M8 10h9M8 15h9M3.5 5h.1M3.5 10h.1M3.5 15h.1'), run: (editor) => editor.chain().focus().toggleBulletList().run() },
  { name: 'numbers', mark: 'orderedList', keys: 'Ctrl+⇧+7', sign: line('M9 5h8M9 10h8M9 15h8M3 3.5h1V7M3 12.5h2L3 16h2'), run: (editor) => editor.chain().focus().toggleOrderedList().run() },
  { name: 'quote', mark: 'blockquote', keys: 'Ctrl+⇧+B', sign: line('M4 4v12M8 6h9M8 10h9M8 14h6'), run: (editor) => editor.chain().focus().toggleBlockquote().run() },
  { name: 'code', mark: 'code', keys: 'Ctrl+E', sign: line('m7 6-4 4 4 4M13 6l4 4-4 4'), run: (editor) => editor.chain().focus().toggleCode().run() },
];

export function Tools({ editor }: { editor: Editor }) {
  const say = useWords(writing);
  const active = useEditorState({ editor, selector: ({ editor: now }) => [...TOOLS.filter((tool) => now.isActive(tool.mark)).map((tool) => tool.name), now.isActive('link') ? 'link' : ''].join() }).split(',');
  return (
    <div className={styles.tools} role="group" aria-label={say.tools}>
      {TOOLS.map((tool) => (
        <Tooltip key={tool.name} label={`${say[tool.name]} · ${tool.keys}`}>
          <ActionIcon variant="subtle" color={active.includes(tool.name) ? 'teal' : 'gray'} size={26} aria-label={say[tool.name]} aria-pressed={active.includes(tool.name)}
            onMouseDown={(event) => event.preventDefault()} onClick={() => tool.run(editor)}>{tool.sign}</ActionIcon>
        </Tooltip>
      ))}
      <LinkTool editor={editor} on={active.includes('link')} />
    </div>
  );
}

function LinkTool({ editor, on }: { editor: Editor; on: boolean }) {
  const say = useWords(writing);
  const [opened, open] = useState(false);
  const [address, setAddress] = useState('');
  const show = () => {
    setAddress((editor.getAttributes('link').href as string | undefined) ?? '');
    open(!opened);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const href = address.trim();
    const whole = /^(https?:|mailto:|tel:)/i.test(href) ? href : href.includes('@') ? `mailto:${href}` : `https://${href}`;
    const chain = editor.chain().focus().extendMarkRange('link');
    if (!href) chain.unsetLink().run();
    else if (editor.state.selection.empty && !on) chain.insertContent({ type: 'text', text: href, marks: [{ type: 'link', attrs: { href: whole } }] }).run();
    else chain.setLink({ href: whole }).run();
    open(false);
  };
  return (
    <Popover opened={opened} onChange={open} position="top-start" trapFocus returnFocus withinPortal>
      <Popover.Target>
        <Tooltip label={say.link}>
          <ActionIcon variant="subtle" color={on ? 'teal' : 'gray'} size={26} aria-label={say.link} aria-expanded={opened} onClick={show}>{line('M8.5 11.5a3 3 0 0 0 4.2 0l3-3a3 3 0 0 0-4.2-4.2l-1 1M11.5 8.5a3 3 0 0 0-4.2 0l-3 3a3 3 0 0 0 4.2 4.2l1-1')}</ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown aria-label={say.link}>
        <form onSubmit={submit} className={styles.link}>
          <TextInput size="xs" label={say.linkAddress} value={address} maxLength={2000} data-autofocus autoComplete="off" onChange={(event) => setAddress(event.currentTarget.value)} />
          <Button size="xs" type="submit" variant="default">{address.trim() || !on ? say.linkSet : say.linkRemove}</Button>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}
