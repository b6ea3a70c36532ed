import { plural, type Words } from '#/lib/words';
import type { fr } from './fr';

export const en: Words<typeof fr> = {
  nav: 'Stopped jobs',
  title: 'Stopped jobs',
  about: 'What Lien had to do by itself and no longer tries. Mend the cause, then run it again; or drop what is no longer wanted.',
  empty: 'Everything works',
  emptyText: 'No job is stopped. When one fails, Lien tries it several times by itself before showing it here.',
  kinds: {
    'message.send': 'Send a message', 'survey.ask': 'Ask for feedback', 'journal.fact': 'Work through an event',
    'message.leave': 'Let go what was scheduled',
    'conversation.bulk': 'Change several conversations',
    'letter.send': 'Send a mail to a colleague',
    'notice.digest': 'Gather the notices of a colleague',
    'file.scan': 'Look for viruses in a file',
    'form.deliver': 'Make a conversation of a form',
    'chat.heard': 'Send by e-mail what was not seen in the chat',
    'domain.trial': 'Try sending from a domain',
    'guide.mail': 'Let an invented mail come in',
  },
  tries: (count: number) => plural('en', count, 'try', 'tries'),
  noReason: 'No explanation.',
  retry: 'Run again',
  retried: 'The job runs again. If it fails once more, it will come back here.',
  drop: 'Drop',
  dropOf: (kind: string) => `Drop: ${kind}`,
  dropSure: 'The job will not be done, and no longer shown.',
  dropped: 'The job is dropped.',
};
