/* The forms by which people write to us. */
import { Button } from '@mantine/core';
import { Link, useNavigate } from 'react-router';
import type { Form } from '#/lib/api.gen';
import { ScreenPage } from '#/lib/page';
import { EmptyState, ErrorState, RowsSkeleton } from '#/lib/states';
import { useWords } from '#/lib/words';
import { useForms } from './data';
import styles from './Form.module.css';
import { words } from './words';

export function Component() {
  const say = useWords(words);
  const query = useForms();
  const go = useNavigate();
  const make = <Button onClick={() => void go('/settings/forms/new')}>{say.make}</Button>;
  const aside = query.data?.items.reduce((sum, form) => sum + form.aside, 0) ?? 0;
  return (
    <ScreenPage title={say.title} about={say.about} actions={<>{aside > 0 && <Link to="/settings/forms/aside">{say.toAside} ({aside})</Link>}{make}</>}>
      {query.isPending && <div className="card"><RowsSkeleton rows={3} height={64} /></div>}
      {query.isError && <div className="card"><ErrorState error={query.error} retry={() => void query.refetch()} /></div>}
      {query.data?.items.length === 0 && <div className="card"><EmptyState title={say.empty} action={make}>{say.emptyText}</EmptyState></div>}
      {query.data && query.data.items.length > 0 && (
        <ul className={styles.list}>{query.data.items.map((form) => <Row key={form.id} form={form} />)}</ul>
      )}
    </ScreenPage>
  );
}

function Row({ form }: { form: Form }) {
  const say = useWords(words);
  return (
    <li className={`card ${styles.row}`}>
      <div className={styles.rowName}>
        <h2><Link to={`/settings/forms/${form.id}`}>{form.name}</Link></h2>
        <p className="quiet">/f/{form.slug}</p>
      </div>
      <div className={styles.rowState}>
        <span className={styles.badge} data-open={form.open || undefined}>{form.open ? say.open : say.closed}</span>
        <p className="quiet">{say.received(form.received)}{form.aside > 0 && <> · {say.asideCount(form.aside)}</>}</p>
      </div>
    </li>
  );
}
