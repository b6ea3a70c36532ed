/* What a file is, for people: the type found in its content decides, its name only where that says nothing. */
import { IconArchive, IconAudio, IconCalendar, IconFile, IconMail, IconPicture, IconSheet, IconText, IconVideo, type IconProps } from './icons';

export type FileKind = 'picture' | 'pdf' | 'text' | 'sheet' | 'archive' | 'audio' | 'video' | 'mail' | 'calendar' | 'other';

const BY_TYPE: readonly [RegExp, FileKind][] = [
  [/^image\//, 'picture'],
  [/^audio\//, 'audio'],
  [/^video\//, 'video'],
  [/^application\/pdf$/, 'pdf'],
  [/^message\//, 'mail'],
  [/calendar/, 'calendar'],
  [/spreadsheet|ms-excel|csv/, 'sheet'],
  [/wordprocessing|msword|opendocument\.text|rtf/, 'text'],
  [/zip|compressed|x-(tar|7z|rar|bzip2|xz)|gzip/, 'archive'],
];
const BY_NAME: readonly [RegExp, FileKind][] = [
  [/\.(xlsx?|ods|csv)$/i, 'sheet'],
  [/\.(docx?|odt|rtf|txt|md)$/i, 'text'],
  [/\.(ics|vcs)$/i, 'calendar'],
  [/\.(eml|msg)$/i, 'mail'],
];

export function fileKind(type: string, name: string): FileKind {
  const typed = BY_TYPE.find(([pattern]) => pattern.test(type))?.[1];
  /* Office documents are archives inside, calendars and lists are text. */
  const vague = !typed || typed === 'archive';
  return (vague && BY_NAME.find(([pattern]) => pattern.test(name))?.[1]) || typed || (/^text\//.test(type) ? 'text' : 'other');
}

const ICONS: Record<FileKind, (props: IconProps) => React.ReactNode> = {
  picture: IconPicture, pdf: IconText, text: IconText, sheet: IconSheet, archive: IconArchive, audio: IconAudio, video: IconVideo,
  mail: IconMail, calendar: IconCalendar, other: IconFile,
};

export function IconOfFile({ kind, size = 16 }: { kind: FileKind; size?: number }) {
  const Icon = ICONS[kind];
  return <Icon size={size} />;
}
