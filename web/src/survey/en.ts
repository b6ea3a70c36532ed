import type { Words } from '#/lib/words';
import type { fr } from './fr';

export const en: Words<typeof fr> = {
  nav: 'Feedback',
  title: 'Feedback',
  about: 'What persons say once their matter is closed.',
  filterScore: 'Score',
  anyScore: 'Every score',
  from: 'From',
  to: 'To',
  empty: 'No feedback',
  emptyText: 'A question leaves at each closing; answers arrive here.',
  outOf: (score: number) => `${score} of 5`,
  noComment: 'No comment',
  loop: { todo: 'Call-back to do', done: 'Called back', dropped: 'Call-back dropped' },
  notAsked: 'Not asked',
  reasons: {
    disabled: 'surveys are switched off',
    reopened: 'the matter was reopened',
    late: 'closed too long ago',
    no_reply: 'we had not answered',
    no_address: 'no address that works',
    machine: 'the sender is a machine',
    pause: 'asked recently already',
    stopped: 'wants to be asked no more',
  },
  show: 'Show',
  answered: 'Answers',
  all: 'Every closing',
  waiting: 'Asked, no answer',
};
