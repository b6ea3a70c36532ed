/* A conversation on paper: which form, with or without what stays between colleagues. */
import { Button, Checkbox, Group, Modal, Radio, Stack } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { common } from '#/lib/common';
import { useWords } from '#/lib/words';
import { words } from './words';

const FORMS = ['html', 'pdf', 'eml'] as const;

export function TranscriptDialog({ conversation, onClose }: { conversation: string; onClose: () => void }) {
  const say = useWords(words);
  const sayCommon = useWords(common);
  const [form, setForm] = useState<(typeof FORMS)[number]>('pdf');
  const [notes, setNotes] = useState(false);
  const address = `/api/conversations/${conversation}/transcript.${form}${notes ? '?notes=true' : ''}`;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (form === 'html') print(address);
    else download(address);
    onClose();
  };
  return (
    <Modal opened onClose={onClose} title={say.title} closeButtonProps={{ 'aria-label': sayCommon.close }}>
      <form onSubmit={submit}>
        <Stack gap="md">
          <p className="quiet" style={{ margin: 0 }}>{say.about}</p>
          <Radio.Group label={say.form} value={form} onChange={(value) => setForm(value as typeof form)}>
            <Stack gap="xs" mt="xs">
              {FORMS.map((one) => <Radio key={one} value={one} label={say.forms[one]} description={say.abouts[one]} />)}
            </Stack>
          </Radio.Group>
          <Checkbox label={say.notes} description={say.notesAbout} checked={notes} onChange={(event) => setNotes(event.currentTarget.checked)} />
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={onClose}>{sayCommon.cancel}</Button>
            <Button type="submit">{say.take[form]}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

/* The page itself may run nothing: whoever opens it asks the browser to print. */
function print(address: string): void {
  const page = window.open(address);
  page?.addEventListener('load', () => page.print());
}

function download(address: string): void {
  const link = document.createElement('a');
  link.href = address;
  link.download = '';
  link.click();
}
