/* Short messages in a corner, said aloud by screen readers. */
import { notifications } from '@mantine/notifications';
import { common, sentenceOf } from './common';
import { currentLanguage, type Language } from './words';

const closeButton = (language: Language) => ({ 'aria-label': common(language).close });

export function tellDone(message: string): void {
  notifications.show({ message, color: 'teal', autoClose: 3500, closeButtonProps: closeButton(currentLanguage()) });
}

export function tellError(language: Language, error: unknown): void {
  const words = common(language);
  notifications.show({ title: words.errorTitle, message: sentenceOf(words, error), color: 'red', autoClose: 9000, role: 'alert', closeButtonProps: closeButton(language) });
}
