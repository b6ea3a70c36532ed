import type { Words } from '#/lib/words';
import type { fr } from './fr';

export const en: Words<typeof fr> = {
  open: 'Print or export…',
  title: 'Print or export the conversation',
  about: 'All that was said, from the oldest to the newest. Your request is noted in the journal.',
  form: 'In which form',
  forms: { html: 'Page to print', pdf: 'PDF', eml: 'One e-mail (.eml)' },
  abouts: {
    html: 'Opens in another tab, ready to print.',
    pdf: 'A file with page numbers and pictures; attachments are named in it.',
    eml: 'Each message as it came, with its attachments, for any mail program.',
  },
  notes: 'With internal notes',
  notesAbout: 'Think before you give them to the person.',
  take: { html: 'Open', pdf: 'Download', eml: 'Download' },
};
