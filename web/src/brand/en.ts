import type { Words } from '#/lib/words';
import type { fr } from './fr';

export const en: Words<typeof fr> = {
  title: 'Branding',
  about: 'What people see: survey pages, forms, chat, mails that Lien writes, and the sign-in page. A change shows at once.',
  organisation: 'The organisation',
  colour: 'The colour',
  colourAbout: 'Buttons and links. Lien makes it darker or lighter where needed: a text can always be read.',
  kept: (contrast: string) => `Contrast on white: ${contrast}. The colour can be read as it is.`,
  adjusted: (contrast: string) => `Contrast on white: ${contrast}. Too little to be read: this is what is shown.`,
  light: 'On light ground',
  dark: 'On dark ground',
  button: 'Send',
  link: 'A link',
  logo: 'The logo',
  logoAbout: 'A PNG or a JPEG, at most 256 kB and 2,000 pixels a side. No SVG: it is a program, which many mail clients refuse.',
  none: 'No logo: the name is enough.',
  choose: 'Choose an image',
  replace: 'Replace',
  remove: 'Remove',
  saved: 'Logo saved.',
  removed: 'Logo removed.',
  alt: (name: string) => `Logo of ${name}`,
  doc: 'More about it: branding in the documentation (docs/operate.md).',
};
