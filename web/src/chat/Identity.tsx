/* How a site says who is signed in, with the code that does it. */
import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '#/lib/api';
import type { ChatSecret, ChatWidget } from '#/lib/api.gen';
import { tellDone, tellError } from '#/lib/tell';
import { useLanguage, useWords } from '#/lib/words';
import { Copied } from './Copied';
import styles from './Chat.module.css';
import { words } from './words';

const NODE = `import { createHmac } from 'node:crypto';

const identity = JSON.stringify({ id: user.id, email: user.email, name: user.name,
                                  until: Math.floor(Date.now() / 1000) + 3600 });
const signature = createHmac('sha256', process.env.LIEN_CHAT_SECRET).update(identity).digest('hex');`;

const PHP = `$identity = json_encode(['id' => (string) $user->id, 'email' => $user->email,
                         'name' => $user->name, 'until' => time() + 3600]);
$signature = hash_hmac('sha256', $identity, getenv('LIEN_CHAT_SECRET'));`;

const lineOf = (widget: ChatWidget) => widget.script.replace('></script>', `\n  data-identity="{identity, escaped for HTML}" data-signature="{signature}"></script>`);

export function Identity({ widget }: { widget: ChatWidget }) {
  const say = useWords(words);
  const language = useLanguage();
  const [secret, setSecret] = useState<ChatSecret | null>(null);
  const [sure, setSure] = useState(false);
  const path = `/api/chat/widgets/${widget.id}/secret`;
  const show = useMutation({ mutationFn: () => api.get<ChatSecret>(path), onSuccess: setSecret, onError: (error) => tellError(language, error) });
  const renew = useMutation({
    mutationFn: () => api.post<ChatSecret>(path),
    onSuccess: (fresh) => {
      setSecret(fresh);
      setSure(false);
      tellDone(say.newSecretDone);
    },
    onError: (error) => tellError(language, error),
  });
  return (
    <details className={styles.part}>
      <summary>{say.identity}</summary>
      <p className="quiet">{say.identityHelp}</p>
      <p className="quiet">{say.identitySteps}</p>
      <Copied text={lineOf(widget)} what={say.line} />
      <Copied text={NODE} what="Node.js" />
      <Copied text={PHP} what="PHP" />
      {!secret && <Button size="xs" variant="default" loading={show.isPending} onClick={() => show.mutate()}>{say.showSecret}</Button>}
      {secret && (
        <>
          <p><b>{say.secret}</b> <span className="quiet">{say.secretHelp}</span></p>
          <Copied text={secret.secret} what={say.secretLine} />
          <p className="quiet">{say.check}</p>
          <Copied text={`${secret.example}\n${secret.signature}`} what={say.exampleLine} />
        </>
      )}
      <div className={styles.actions}>
        {!sure && <Button size="xs" variant="subtle" onClick={() => setSure(true)}>{say.newSecret}</Button>}
        {sure && <><span>{say.newSecretSure}</span> <Button size="xs" color="red" loading={renew.isPending} onClick={() => renew.mutate()}>{say.newSecret}</Button></>}
      </div>
    </details>
  );
}
