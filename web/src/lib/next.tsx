/* The next step of a page with nothing in it: a page to go to, or the field where one begins. */
import { Button } from '@mantine/core';
import { Link } from 'react-router';
import { common } from './common';
import { useWords } from './words';

const PLACES = {
  conversations: '/conversations',
  unassigned: '/conversations?view=unassigned',
  mailboxes: '/settings/mailboxes',
  survey: '/settings/words/survey',
  reviews: '/surveys',
  forms: '/settings/forms',
  notices: '/profile/notices',
  settings: '/settings',
  outbox: '/outbox',
  persons: '/persons',
} as const;

export function NextStep({ to }: { to: keyof typeof PLACES }) {
  const say = useWords(common);
  return <Button component={Link} to={PLACES[to]} variant="default" size="xs">{say.next[to]}</Button>;
}

/* Where one begins on this page itself. Its name is not that of the button that does it: both are in sight. */
export function BeginHere({ onBegin }: { onBegin: () => void }) {
  const say = useWords(common);
  return <Button variant="default" size="xs" onClick={onBegin}>{say.begin}</Button>;
}

/* field: the id of an input of the page. */
export function FirstField({ field }: { field: string }) {
  return <BeginHere onBegin={() => document.getElementById(field)?.focus()} />;
}
