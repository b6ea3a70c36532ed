/* The few words of the chat that stand on the desk itself: the rest comes with its own screens. */
import { wordsOf, type Words } from '#/lib/words';

const fr = {
  read: 'Lu',
  takes: 'Je prends les discussions des sites',
  takesShort: 'Discussions : oui',
  takesNot: 'Je ne prends pas les discussions des sites',
  takesNotShort: 'Discussions : non',
  take: 'Prendre les discussions des sites',
  leave: 'Ne plus prendre de discussions',
  turn: 'Prendre les discussions des sites, ou ne plus en prendre',
  taken: 'Vous prenez les discussions des sites.',
  left: 'Vous ne prenez plus de discussions. Celles que vous avez restent à vous.',
};

const en: Words<typeof fr> = {
  read: 'Read',
  takes: 'I take the chats of our sites',
  takesShort: 'Chats: on',
  takesNot: 'I take no chats of our sites',
  takesNotShort: 'Chats: off',
  take: 'Take the chats of our sites',
  leave: 'Take no more chats',
  turn: 'Take the chats of our sites, or take no more',
  taken: 'You take the chats of our sites.',
  left: 'You take no more chats. Those you have stay yours.',
};

export const deskWords = wordsOf(fr, en);
