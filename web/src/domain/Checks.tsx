/* The four questions that a receiving server asks, with the answers it gets. */
import type { Domain, DomainFinding } from '#/lib/api.gen';
import { IconCheck, IconClose, IconInfo, IconWarning } from '#/lib/icons';
import { useWords } from '#/lib/words';
import styles from './Domain.module.css';
import { Published } from './Published';
import { words } from './words';

const CHECKS = ['spf', 'dkim_dns', 'dmarc', 'mx'] as const;
type Check = (typeof CHECKS)[number];

const ICONS = { ok: IconCheck, missing: IconClose, wrong: IconClose, weak: IconWarning, unknown: IconInfo };

/* Where each record stands. */
function recordName(check: Check, domain: Domain): string {
  if (check === 'dmarc') return `_dmarc.${domain.domain}`;
  if (check === 'dkim_dns') return domain.dkim.record_name ?? domain.domain;
  return domain.domain;
}

export function Checks({ domain }: { domain: Domain }) {
  const say = useWords(words);
  return (
    <div className={styles.picture} role="group" aria-label={say.picture(domain.domain)}>
      <ol className={styles.checks}>
        {CHECKS.map((check) => {
          const finding = domain[check];
          return finding && <OneCheck key={check} check={check} finding={finding} name={recordName(check, domain)} />;
        })}
      </ol>
    </div>
  );
}

function OneCheck({ check, finding, name }: { check: Check; finding: DomainFinding; name: string }) {
  const say = useWords(words);
  const Icon = ICONS[finding.state];
  const title = say.checks[check];
  const reason = (say.reasons[check] as Record<string, string>)[finding.reason] ?? say.otherReason;
  return (
    <li data-state={finding.state}>
      <span className={styles.sign}><Icon size={14} /></span>
      <div className={styles.answer}>
        <p className={styles.question}>{title.question} <span className={styles.term}>{title.name}</span></p>
        <p><b className={styles.word}>{say.states[finding.state]}</b> {reason}</p>
        <details className={styles.details} open={finding.state !== 'ok' && finding.wanted !== null && check !== 'dkim_dns'}>
          <summary>{say.details(title.name)}</summary>
          <p className={styles.label}>{say.found}</p>
          {finding.found.length === 0 ? <p className="quiet">{say.foundNothing}</p> : finding.found.map((record) => <code key={record} className={styles.record}>{record}</code>)}
          {finding.wanted && check !== 'dkim_dns' && <Published name={name} value={finding.wanted} />}
        </details>
      </div>
    </li>
  );
}
