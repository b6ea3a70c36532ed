/* The way back to the settings' home, on each of its pages. */
import { Button } from '@mantine/core';
import { Link } from 'react-router';
import { IconBack } from '#/lib/icons';
import { useWords } from '#/lib/words';
import { words } from './words';

export function BackToSettings() {
  const say = useWords(words);
  return <Button component={Link} to="/settings" variant="default" size="xs" leftSection={<IconBack size={14} />}>{say.back}</Button>;
}
