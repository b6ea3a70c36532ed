/* The signing key of a domain: made, published, switched on. */
import { Button, Modal } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { api } from '#/lib/api';
import type { Domain, DomainKeyAction } from '#/lib/api.gen';
import { common } from '#/lib/common';
import { useWords } from '#/lib/words';
import { useOnDomain } from './data';
import styles from './Domain.module.css';
import { Published } from './Published';
import { words } from './words';

type Action = DomainKeyAction['action'];

export function Signing({ domain }: { domain: Domain }) {
  const say = useWords(words);
  const sayCommon = useWords(common);
  const [replacing, replace] = useDisclosure(false);
  const turn = useOnDomain((action: Action) => api.post<Domain>(`/api/domains/${encodeURIComponent(domain.domain)}/dkim`, { action }), (action) => say.dkimDone[action]);
  const { state, record_name: name, record_value: value } = domain.dkim;
  const published = domain.dkim_dns?.state === 'ok' || domain.dkim_dns?.reason === 'not-on';
  const go = (action: Action) => turn.mutate(action, { onSettled: replace.close });
  return (
    <div className={styles.part}>
      <h3>{say.dkim} <span className={styles.tag} data-on={state === 'on' || undefined}>{say.dkimStates[state]}</span></h3>
      <p className="quiet">{say.dkimHelp[state]}</p>
      {name && value && (published ? <details className={styles.details}><summary>{say.details('DKIM')}</summary><Published name={name} value={value} /></details> : <Published name={name} value={value} />)}
      <div className={styles.actions}>
        {state === 'none' && <Button size="xs" variant="light" loading={turn.isPending} onClick={() => go('make')}>{say.dkimMake}</Button>}
        {state === 'made' && <Button size="xs" variant={published ? 'filled' : 'default'} loading={turn.isPending} onClick={() => go('on')}>{say.dkimOn}</Button>}
        {state === 'on' && <Button size="xs" variant="default" loading={turn.isPending} onClick={() => go('off')}>{say.dkimOff}</Button>}
        {state !== 'none' && <Button size="xs" variant="subtle" onClick={replace.open}>{say.dkimAgain}</Button>}
      </div>
      <Modal opened={replacing} onClose={replace.close} title={say.dkimAgainTitle} closeButtonProps={{ 'aria-label': sayCommon.close }}>
        <p className={styles.sure}>{say.dkimAgainText}</p>
        <div className={styles.bar}>
          <Button variant="default" onClick={replace.close} data-autofocus>{sayCommon.cancel}</Button>
          <Button color="red" loading={turn.isPending} onClick={() => go('make')}>{say.dkimMake}</Button>
        </div>
      </Modal>
    </div>
  );
}
