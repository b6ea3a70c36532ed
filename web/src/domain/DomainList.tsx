/* The domains we write from: whether those who receive believe us, and what to publish. */
import { Button } from '@mantine/core';
import { Link } from 'react-router';
import { api } from '#/lib/api';
import type { Domain } from '#/lib/api.gen';
import { IconCheck, IconInfo, IconWarning } from '#/lib/icons';
import { ScreenPage } from '#/lib/page';
import { EmptyState, ErrorState, RowsSkeleton } from '#/lib/states';
import { TimeAgo } from '#/lib/when';
import { useWords } from '#/lib/words';
import { Checks } from './Checks';
import { useDomains, useOnDomain } from './data';
import styles from './Domain.module.css';
import { Signing } from './Signing';
import { Trial } from './Trial';
import { words } from './words';

export function Component() {
  const say = useWords(words);
  const query = useDomains();
  return (
    <ScreenPage title={say.title} about={say.about}>
      {query.isPending && <div className="card"><RowsSkeleton rows={4} height={84} /></div>}
      {query.isError && <div className="card"><ErrorState error={query.error} retry={() => void query.refetch()} /></div>}
      {query.data?.items.length === 0 && <div className="card"><EmptyState title={say.empty} action={<Link to="/settings/mailboxes">{say.toMailboxes}</Link>}>{say.emptyText}</EmptyState></div>}
      {query.data?.items.map((domain) => <OneDomain key={domain.domain} domain={domain} />)}
    </ScreenPage>
  );
}

const verdictOf = (domain: Domain) => (!domain.checked_at ? 'never' : domain.aligned === null ? 'unknown' : domain.aligned ? 'yes' : 'no');
const VERDICT_ICONS = { yes: IconCheck, no: IconWarning, unknown: IconInfo, never: IconInfo };

function OneDomain({ domain }: { domain: Domain }) {
  const say = useWords(words);
  const check = useOnDomain(() => api.post<Domain>(`/api/domains/${encodeURIComponent(domain.domain)}/check`), () => say.checkedNow);
  const verdict = verdictOf(domain);
  const Icon = VERDICT_ICONS[verdict];
  return (
    <section className={`card ${styles.domain}`} aria-label={domain.domain}>
      <header className={styles.head}>
        <div className={styles.name}>
          <h2>{domain.domain}</h2>
          <p className="quiet">{domain.addresses.join(', ')}</p>
        </div>
        <div className={styles.check}>
          <p className="quiet">{domain.checked_at ? <>{say.checked} <TimeAgo at={domain.checked_at} /></> : say.never}</p>
          <Button size="xs" variant={domain.checked_at ? 'default' : 'filled'} loading={check.isPending} onClick={() => check.mutate(undefined)}>{domain.checked_at ? say.checkAgain : say.check}<span className="only-read"> {domain.domain}</span></Button>
        </div>
      </header>
      <div className={styles.verdict} data-verdict={verdict} role="status">
        <Icon size={20} />
        <div><p><b>{say.verdicts[verdict].title}</b></p><p>{say.verdicts[verdict].text}</p></div>
      </div>
      {domain.checked_at && <Checks domain={domain} />}
      <Signing domain={domain} />
      <Trial domain={domain} />
    </section>
  );
}
