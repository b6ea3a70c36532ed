import { SegmentedControl } from '@mantine/core';
import { Link, useNavigate, useSearchParams } from 'react-router';
import type { Hit } from '#/lib/api.gen';
import { Excerpt } from '#/lib/excerpt';
import { nameOf } from '#/lib/names';
import { NextStep } from '#/lib/next';
import { ScreenPage } from '#/lib/page';
import { EmptyState, ErrorState, RowsSkeleton } from '#/lib/states';
import { More, rowsOf, usePages } from '#/lib/table';
import { TimeAgo } from '#/lib/when';
import { useWords } from '#/lib/words';
import { Filters, FILTERS, type Filter } from './Filters';
import { addressOfHit, HitSign } from './hit';
import styles from './SearchPage.module.css';
import { words } from './words';

const KINDS = ['all', 'conversation', 'message', 'person'] as const;

export function Component() {
  const say = useWords(words);
  const navigate = useNavigate();
  const [parameters] = useSearchParams();
  const q = parameters.get('q')?.trim() ?? '';
  const kind = KINDS.find((one) => one === parameters.get('kind')) ?? 'all';
  const values = Object.fromEntries(FILTERS.map((name) => [name, kind === 'person' ? '' : (parameters.get(name) ?? '')])) as Record<Filter, string>;
  const given = Object.fromEntries(Object.entries(values).filter(([, value]) => value));
  const query = usePages<Hit>(['search', q, kind, given], '/api/search', { q, kind: kind === 'all' ? undefined : kind, ...given }, q !== '');
  const hits = rowsOf(query.data);
  const go = (wanted: Record<string, string>) => {
    const next = new URLSearchParams({ q, ...(kind === 'all' ? {} : { kind }), ...given, ...wanted });
    for (const [name, value] of [...next]) if (!value) next.delete(name);
    void navigate(`/search?${next}`, { replace: true });
  };
  const choose = (value: string) => go({ kind: value === 'all' ? '' : value });

  return (
    <ScreenPage title={q ? say.titleOf(q) : say.title}>
      {q === '' && <div className="card"><EmptyState title={say.start} action={<NextStep to="conversations" />}>{say.startText}</EmptyState></div>}
      {q !== '' && (
        <SegmentedControl size="xs" mb="sm" aria-label={say.kindsLabel} value={kind} onChange={choose} data={KINDS.map((value) => ({ value, label: say.kinds[value] }))} />
      )}
      {q !== '' && kind !== 'person' && <Filters values={values} onChange={(name, value) => go({ [name]: value })} onClear={() => go(Object.fromEntries(FILTERS.map((name) => [name, ''])))} />}
      {query.isLoading && <div className="card"><RowsSkeleton /></div>}
      {query.isError && <div className="card"><ErrorState error={query.error} retry={() => void query.refetch()} /></div>}
      {query.isSuccess && hits.length === 0 && <div className="card"><EmptyState title={say.empty(q)} action={<NextStep to="conversations" />}>{say.emptyText}</EmptyState></div>}
      {hits.length > 0 && <Groups hits={hits} />}
      <More pages={query} />
    </ScreenPage>
  );
}

function Groups({ hits }: { hits: Hit[] }) {
  const say = useWords(words);
  return (['person', 'conversation', 'message'] as const).map((kind) => {
    const own = hits.filter((hit) => hit.kind === kind);
    if (own.length === 0) return null;
    return (
      <section key={kind} className={`card ${styles.group}`}>
        <h2>{say.kinds[kind]}</h2>
        <ul>
          {own.map((hit) => (
            <li key={hit.id}>
              <Link to={addressOfHit(hit)}>
                <HitSign hit={hit} />
                <span className={styles.title}>{hit.kind === 'person' ? nameOf(hit.person) : hit.conversation?.subject}</span>
                {hit.at && <TimeAgo at={hit.at} className={styles.when} />}
                <span className={styles.excerpt}>
                  {hit.kind !== 'person' && hit.person && <b>{nameOf(hit.person)} — </b>}
                  <Excerpt text={hit.excerpt} />
                </span>
              </Link>
            </li>
          ))}
        </ul>
      </section>
    );
  });
}
