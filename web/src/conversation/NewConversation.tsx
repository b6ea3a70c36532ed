/* Writing first: a person, an object, a message. */
import { Button, Modal, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { useNavigate } from 'react-router';
import { api } from '#/lib/api';
import type { Conversation } from '#/lib/api.gen';
import { common, sentenceOf } from '#/lib/common';
import { useWords } from '#/lib/words';
import { keys } from './data';
import styles from './NewConversation.module.css';
import { words } from './words';

interface NewProps {
  onClose: () => void;
  person?: { id: string; label: string }; /* known already: their address is not asked */
}

export function NewConversation({ onClose, person }: NewProps) {
  const say = useWords(words);
  const sayCommon = useWords(common);
  const client = useQueryClient();
  const navigate = useNavigate();
  const [email, setEmail] = useState('');
  const [name, setName] = useState('');
  const [subject, setSubject] = useState('');
  const [text, setText] = useState('');

  const create = useMutation({
    mutationFn: () =>
      api.post<Conversation>('/api/conversations', {
        ...(person ? { person: person.id } : { email: email.trim(), ...(name.trim() ? { name: name.trim() } : {}) }),
        subject: subject.trim(),
        text: text.trim(),
      }),
    onSuccess: (conversation) => {
      void client.invalidateQueries({ queryKey: keys.lists });
      onClose();
      void navigate(`/conversations/${conversation.id}`);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate();
  };

  return (
    <Modal opened onClose={onClose} title={person ? `${say.create} · ${person.label}` : say.create} size="lg" closeButtonProps={{ 'aria-label': sayCommon.close }}>
      <form onSubmit={submit} className={styles.form}>
        {!person && (
          <div className={styles.pair}>
            <TextInput label={say.createEmail} type="email" required withAsterisk={false} maxLength={320} data-autofocus autoComplete="off"
              value={email} onChange={(event) => setEmail(event.currentTarget.value)} />
            <TextInput label={say.createName} description={say.createNameHelp} inputWrapperOrder={['label', 'input', 'description']} maxLength={200} autoComplete="off"
              value={name} onChange={(event) => setName(event.currentTarget.value)} />
          </div>
        )}
        <TextInput label={say.subject} required withAsterisk={false} maxLength={250} value={subject} onChange={(event) => setSubject(event.currentTarget.value)} />
        <Textarea label={say.createText} required withAsterisk={false} autosize minRows={6} maxRows={16} value={text} onChange={(event) => setText(event.currentTarget.value)} />
        {create.isError && <p role="alert" className={styles.problem}>{sentenceOf(sayCommon, create.error)}</p>}
        <div className={styles.actions}>
          <Button variant="default" onClick={onClose}>{sayCommon.cancel}</Button>
          <Button type="submit" loading={create.isPending}>{say.createSend}</Button>
        </div>
      </form>
    </Modal>
  );
}
