/* What there is several of: mailboxes, jobs, servers, readers of the journal. */
import type { ReactNode } from 'react';
import { words as jobWords } from '#/job/words';
import type { Status } from '#/lib/api.gen';
import { TimeAgo } from '#/lib/when';
import { useLanguage, useWords } from '#/lib/words';
import { words as mailboxWords } from '#/mailbox/words';
import styles from './Status.module.css';
import { words } from './words';

const JOURNAL_LAG_MAX = 10_000;
const SEARCH_LAG_MAX = 200_000;

export function Tables({ status }: { status: Status }) {
  const say = useWords(words);
  const states = useWords(mailboxWords).states as Record<string, string>;
  const kinds = useWords(jobWords).kinds as Record<string, string>;
  const names = say.readerNames as Record<string, string>;
  const count = useCount();
  return (
    <>
      <Table title={say.boxes} empty={say.noBoxes} heads={[say.box, say.state, say.fetched, say.toFetch]} numbers={[3]}
        rows={status.mailboxes.map((box) => [box.id, box.name, states[box.state], when(box.last_success_at, say.never), count(box.behind)])} />
      <Table title={say.queues} empty={say.noQueues} heads={[say.kind, say.due, say.taken, say.later, say.parked, say.oldest]} numbers={[1, 2, 3, 4]}
        rows={status.queues.map((queue) => [queue.kind, kinds[queue.kind] ?? queue.kind, count(queue.due), count(queue.taken), count(queue.later), count(queue.parked), when(queue.oldest_due_at)])} />
      <Table title={say.nodes} empty={say.noNodes} heads={[say.node, say.version, say.started, say.seen]}
        rows={status.nodes.map((node) => [node.name, node.here ? `${node.name} (${say.thisOne})` : node.name, node.version, when(node.started_at), when(node.seen_at)])} />
      <Table title={say.readers} empty="" heads={[say.reader, say.behind, say.oldestFact, say.failures]} numbers={[1, 3]}
        rows={[
          ...(status.search.on ? [['search', say.searchIndex, count(status.search.behind, SEARCH_LAG_MAX), when(status.search.since), count(0)]] : []),
          ...status.readers.map((reader) => [reader.name, names[reader.name] ?? reader.name, count(reader.behind, JOURNAL_LAG_MAX), when(reader.since), count(reader.failures)]),
        ]} />
    </>
  );
}

const when = (at: string | null, never = '–') => (at ? <TimeAgo at={at} /> : never);

/* A number as one writes it; past max nobody counted. */
function useCount() {
  const language = useLanguage();
  const say = useWords(words);
  return (value: number, max = Infinity) => `${value.toLocaleString(language)}${value >= max ? ` ${say.andMore}` : ''}`;
}

/* Each row begins with its key. */
function Table({ title, empty, heads, rows, numbers = [] }: { title: string; empty: string; heads: string[]; rows: ReactNode[][]; numbers?: number[] }) {
  return (
    <section className={`card ${styles.part}`}>
      <h2>{title}</h2>
      {rows.length === 0 && <p className={`quiet ${styles.none}`}>{empty}</p>}
      {rows.length > 0 && (
        <div className={styles.scroll} role="region" aria-label={title} tabIndex={0}>
          <table className={`table ${styles.table}`}>
            <thead><tr>{heads.map((head, at) => <th key={head} scope="col" data-number={numbers.includes(at) || undefined}>{head}</th>)}</tr></thead>
            <tbody>
              {rows.map(([key, ...cells]) => (
                <tr key={String(key)}>{cells.map((cell, at) => <td key={heads[at]} data-number={numbers.includes(at) || undefined}>{cell}</td>)}</tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
