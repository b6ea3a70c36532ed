/* Words that every folder uses: errors, channels, small actions. */
import { Problem } from './api';
import { en } from './en';
import { fr } from './fr';
import { wordsOf, type Words } from './words';

export const common = wordsOf(fr, en);
export type CommonWords = Words<typeof fr>;

/* What to tell the user of something that failed. */
export function sentenceOf(words: CommonWords, error: unknown): string {
  if (!(error instanceof Problem)) return words.errors.other;
  const byStatus: Record<number, keyof CommonWords['errors']> = {
    0: 'unreachable', 400: 'invalid', 401: 'unauthenticated', 403: 'forbidden', 404: 'not_found', 409: 'conflict',
    413: 'too_large', 422: 'invalid', 429: 'slow_down', 503: 'busy',
  };
  const sentence = words.errors[byStatus[error.status] ?? 'other'];
  return error.field && (error.status === 400 || error.status === 422) ? `${sentence} ${words.errorField(error.field)}` : sentence;
}

export function channelName(words: CommonWords, channel: string): string {
  return (words.channel as Record<string, string>)[channel] ?? channel;
}
