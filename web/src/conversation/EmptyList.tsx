/* Why a list is empty, and what to do about it. */
import { Button } from '@mantine/core';
import { useNavigate } from 'react-router';
import { NextStep } from '#/lib/next';
import { EmptyState } from '#/lib/states';
import { useWords } from '#/lib/words';
import { useMay } from '#/session/session';
import { deskWords } from './desk-words';
import { addressOf, filtersOf, PLAIN, type View } from './views';

export function EmptyList({ view }: { view: View }) {
  const say = useWords(deskWords);
  const navigate = useNavigate();
  const maySetUp = useMay('setting.manage');
  if (filtersOf(view) > 0 || view.status !== 'active') {
    const plain = { ...PLAIN, name: view.name, team: view.team };
    return (
      <EmptyState title={say.emptyFiltered} action={<Button variant="default" size="xs" onClick={() => void navigate(addressOf(plain))}>{say.clearFilters}</Button>}>
        {say.emptyFilteredText}
      </EmptyState>
    );
  }
  const which = view.team ? 'teams' : view.name;
  const next = which === 'mine' ? 'unassigned' : which !== 'all' ? 'conversations' : maySetUp ? 'mailboxes' : 'persons';
  return <EmptyState title={say.empty[which]} action={<NextStep to={next} />}>{say.emptyText[which]}</EmptyState>;
}
