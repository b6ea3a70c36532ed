/* What the organisation calls the states of a conversation, in place of the application's own words. */
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { words as conversationWords } from '#/conversation/words';
import { api, type Page } from '#/lib/api';
import type { WordingSaid } from '#/lib/api.gen';
import { LANGUAGES, wordsReplaced, type Language } from '#/lib/words';

type Status = keyof ReturnType<typeof conversationWords>['status'];
const NAMES = ['status', 'statusShort'] as const;

/* As the dictionary has them, to come back to. */
const originals = Object.fromEntries(
  LANGUAGES.map((language) => [language, Object.fromEntries(NAMES.map((name) => [name, { ...conversationWords(language)[name] }]))]),
) as Record<Language, Record<(typeof NAMES)[number], Record<Status, string>>>;

function put(said: WordingSaid[]): void {
  for (const language of LANGUAGES) {
    const dictionary = conversationWords(language);
    for (const name of NAMES) {
      for (const status of Object.keys(originals[language][name]) as Status[]) {
        const own = said.find((one) => one.name === `conversation.status.${status}`)?.[language];
        dictionary[name][status] = own ?? originals[language][name][status];
      }
    }
  }
  wordsReplaced();
}

export function useOwnWords(): void {
  const { data } = useQuery({ queryKey: ['wordings', 'said'], queryFn: ({ signal }) => api.get<Page<WordingSaid>>('/api/wordings/said', {}, signal) });
  useEffect(() => {
    if (data) put(data.items);
  }, [data]);
}
