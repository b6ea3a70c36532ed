/* Where no screen is: an address that leads nowhere, a screen that failed. */
import { Button } from '@mantine/core';
import { isRouteErrorResponse, Link, useRouteError } from 'react-router';
import { useTitle } from '#/lib/page';
import { EmptyState } from '#/lib/states';
import { useWords } from '#/lib/words';
import { words } from './words';

export function NotFound() {
  const say = useWords(words);
  useTitle(say.notFound);
  return (
    <EmptyState page title={say.notFound} action={<Button component={Link} to="/conversations" variant="default" size="xs">{say.home}</Button>}>
      {say.notFoundText}
    </EmptyState>
  );
}

export function Broken() {
  const say = useWords(words);
  const error = useRouteError();
  if (isRouteErrorResponse(error) && error.status === 404) return <NotFound />;
  return (
    <EmptyState page title={say.broken} action={<Button variant="default" size="xs" onClick={() => location.reload()}>{say.reload}</Button>}>
      {say.brokenText}
    </EmptyState>
  );
}
