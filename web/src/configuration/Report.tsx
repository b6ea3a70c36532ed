/* What an import does, line by line; the first lines of a long one. */
import type { ConfigurationReport } from '#/lib/api.gen';
import { useWords } from '#/lib/words';
import styles from './Configuration.module.css';
import { words } from './words';

const SHOWN = 500;
const COUNTED = ['added', 'changed', 'kept', 'refused', 'same'] as const;

export function Report({ report }: { report: ConfigurationReport }) {
  const say = useWords(words);
  const counts = COUNTED.filter((one) => report.counts[one] > 0).map((one) => say.counts[one](report.counts[one])).join(' · ');
  const nothing = report.counts.added + report.counts.changed + report.counts.refused === 0;
  return (
    <div className={styles.report}>
      <div role="status">
        <h3>{report.applied ? say.done : say.would}</h3>
        <p>{counts}</p>
        {nothing && !report.applied && <p>{say.nothing}</p>}
        {report.counts.refused > 0 && <p><b>{say.refusedText}</b></p>}
      </div>
      {report.lines.length > 0 && (
        <div className="table-frame" tabIndex={0} role="region" aria-label={report.applied ? say.done : say.would}>
          <table className="table">
            <thead><tr><th>{say.effect}</th><th>{say.part}</th><th>{say.key}</th>{report.counts.refused > 0 && <th>{say.reason}</th>}</tr></thead>
            <tbody>
              {report.lines.slice(0, SHOWN).map((line, place) => (
                <tr key={place}>
                  <td>{say.effects[line.effect]}</td>
                  <td>{(say.parts as Record<string, string>)[line.part] ?? line.part}</td>
                  <td>{line.key ?? '?'}</td>
                  {report.counts.refused > 0 && <td lang="en">{line.reason && [line.field, line.reason].filter(Boolean).join(': ')}</td>}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </div>
  );
}
