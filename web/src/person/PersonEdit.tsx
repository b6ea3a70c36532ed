/* A person's name and language. */
import { Button, Modal, Select, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { api } from '#/lib/api';
import type { Person } from '#/lib/api.gen';
import { common } from '#/lib/common';
import { tellDone, tellError } from '#/lib/tell';
import { useLanguage, useWords } from '#/lib/words';
import styles from './Person.module.css';
import { words } from './words';

export function PersonEdit({ person, onClose }: { person: Person; onClose: () => void }) {
  const say = useWords(words);
  const sayCommon = useWords(common);
  const screen = useLanguage();
  const client = useQueryClient();
  const [name, setName] = useState(person.name);
  const [language, setLanguage] = useState(person.language);
  const save = useMutation({
    mutationFn: () => api.patch<Person>(`/api/persons/${person.id}`, { name: name.trim(), language }),
    onSuccess: (after) => {
      client.setQueryData(['person', person.id], after);
      /* Their name stands in lists and threads too. */
      for (const word of ['persons', 'conversation', 'conversations', 'conversations-of']) void client.invalidateQueries({ queryKey: [word] });
      tellDone(say.saved);
      onClose();
    },
    onError: (error) => tellError(screen, error),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <Modal opened onClose={onClose} title={say.edit} closeButtonProps={{ 'aria-label': sayCommon.close }}>
      <form onSubmit={submit} className={styles.form}>
        <TextInput label={say.name} value={name} maxLength={200} data-autofocus onChange={(event) => setName(event.currentTarget.value)} />
        <Select label={say.language} placeholder={say.unknown} clearable value={language} onChange={setLanguage} clearButtonProps={{ 'aria-label': say.unknown }}
          data={[{ value: 'fr', label: say.languages.fr }, { value: 'en', label: say.languages.en }]} />
        <Button type="submit" loading={save.isPending}>{sayCommon.save}</Button>
      </form>
    </Modal>
  );
}
