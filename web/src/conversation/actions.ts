/* What can be done in the list, in a thread and while writing, and by which keys. */
import { actionsOf } from '#/lib/actions';
import { writing } from './compose-words';
import { deskWords } from './desk-words';
import { words } from './words';

export const listActions = actionsOf({
  next: { group: 'list', label: (language) => words(language).actions.next, keys: ['j'], quiet: true },
  previous: { group: 'list', label: (language) => words(language).actions.previous, keys: ['k'], quiet: true },
  step: { group: 'list', label: (language) => words(language).actions.step, keys: ['ArrowDown', 'ArrowUp'], native: true, quiet: true },
  choose: { group: 'list', label: (language) => deskWords(language).actions.choose, keys: ['x'], quiet: true },
  chooseTo: { group: 'list', label: (language) => deskWords(language).actions.chooseTo, keys: ['X'], quiet: true },
  chooseAll: { group: 'list', label: (language) => deskWords(language).actions.chooseAll, keys: ['*'] },
  unchoose: { group: 'list', label: (language) => deskWords(language).actions.unchoose, keys: ['u'], quiet: true },
  unread: { group: 'list', label: (language) => deskWords(language).actions.unread, keys: ['U'] },
  open: { group: 'list', label: (language) => words(language).actions.open, keys: ['Enter'], native: true, quiet: true },
});

export const threadActions = actionsOf({
  close: { group: 'thread', label: (language) => words(language).actions.close, keys: ['e'] },
  status: { group: 'thread', label: (language) => deskWords(language).actions.status, keys: ['o'] },
  priority: { group: 'thread', label: (language) => deskWords(language).actions.priority, keys: ['p'] },
  tags: { group: 'thread', label: (language) => deskWords(language).actions.tags, keys: ['t'] },
  assign: { group: 'thread', label: (language) => words(language).actions.assign, keys: ['a'] },
});

export const snoozeActions = actionsOf({
  snooze: { group: 'thread', label: (language) => writing(language).snooze, keys: ['s'] },
});

export const undoActions = actionsOf({
  undo: { group: 'thread', label: (language) => writing(language).takeBack, keys: ['z'] },
});

export const writingActions = actionsOf({
  reply: { group: 'thread', label: (language) => words(language).actions.reply, keys: ['r'] },
  note: { group: 'thread', label: (language) => words(language).actions.note, keys: ['n'] },
  send: { group: 'writing', label: (language) => words(language).actions.send, keys: ['Mod+Enter'], native: true },
  sendClose: { group: 'writing', label: (language) => words(language).actions.sendClose, keys: ['Mod+Shift+Enter'], native: true },
  sendLater: { group: 'writing', label: (language) => writing(language).sendLater, keys: ['Mod+Alt+Enter'], native: true },
  canned: { group: 'writing', label: (language) => writing(language).canned, keys: ['Mod+/'], native: true },
  leave: { group: 'writing', label: (language) => words(language).actions.leave, keys: ['Escape'], native: true, quiet: true },
});
