import type { Words } from '#/lib/words';
import type { fr } from './fr';

export const en: Words<typeof fr> = {
  title: 'Texts',
  about: 'What people read and Lien writes in your name. A changed text is used from the next message on; what has left does not change. The original text stays one click away.',
  groups: { survey: 'Surveys', chat: 'Chat', form: 'Forms', conversation: 'States of conversations', notice: 'Notifications' },
  languages: { fr: 'In French', en: 'In English' },
  tab: { fr: 'French', en: 'English' },
  language: 'Language of the texts',
  variables: 'May stand in it',
  own: 'Your text',
  original: 'Original text',
  reset: 'Original text',
  resetOf: (about: string) => `Back to the original text: ${about}`,
  saveOf: (about: string) => `Save: ${about}`,
  saved: 'Text saved.',
  preview: 'Preview',
  previewTitle: 'Preview of the survey',
  invitation: 'The mail',
  subject: 'Subject:',
  page: 'The page',
  thanks: 'After the answer',
  unknownVariable: 'A name in braces is not known here.',
};
