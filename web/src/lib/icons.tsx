/* The few drawings of the application, all on one 20-unit grid. They decorate: words beside them, or an
 * aria-label on what holds them, say the same. */
import type { ReactNode } from 'react';

export interface IconProps {
  size?: number;
  className?: string;
}

function icon(drawing: ReactNode) {
  return function Icon({ size = 18, className }: IconProps) {
    return (
      <svg className={className} width={size} height={size} viewBox="0 0 20 20" fill="none" stroke="currentColor"
        strokeWidth={1.6} strokeLinecap="round" strokeLinejoin="round" aria-hidden="true" focusable="false">
        {drawing}
      </svg>
    );
  };
}

export const IconConversation = icon(<><path d="M3 5.5A2.5 2.5 0 0 1 5.5 3h9A2.5 2.5 0 0 1 17 5.5v6a2.5 2.5 0 0 1-2.5 2.5H9l-4 3v-3.05A2.5 2.5 0 0 1 3 11.5z" /></>);
export const IconPerson = icon(<><circle cx="10" cy="6.5" r="3.2" /><path d="M3.8 17c.6-3.4 3-5.2 6.2-5.2s5.6 1.8 6.2 5.2" /></>);
export const IconLoop = icon(<path d="M5.5 3.2 7.6 3l1.5 3.6-1.7 1.3a9 9 0 0 0 4.7 4.7l1.3-1.7 3.6 1.5-.2 2.1A1.8 1.8 0 0 1 15 16.2C9 16.2 3.8 11 3.8 5A1.8 1.8 0 0 1 5.5 3.2z" />);
export const IconSurvey = icon(<path d="m10 3 2.1 4.4 4.9.6-3.6 3.3.9 4.8L10 13.8l-4.3 2.3.9-4.8L3 8l4.9-.6z" />);
export const IconIndicator = icon(<path d="M3.5 16.5h13M5.5 13.5v-3M9 13.5V5.5M12.5 13.5V8.5M16 13.5v-6" />);
export const IconOutbox = icon(<><path d="M3.5 11.5v3a2 2 0 0 0 2 2h9a2 2 0 0 0 2-2v-3h-3.7l-1 2H8.2l-1-2z" /><path d="M10 9.5v-6M7.5 5.8 10 3.3l2.5 2.5" /></>);
export const IconSetting = icon(<path d="M3.5 6h7M14.5 6h2M3.5 14h2M9.5 14h7M12.5 4v4M7.5 12v4" />);
export const IconStaff = icon(<><circle cx="7.5" cy="7" r="2.7" /><path d="M2.5 16c.5-2.9 2.4-4.5 5-4.5s4.5 1.6 5 4.5M13 4.6a2.6 2.6 0 0 1 0 4.9M14.5 11.9c1.7.6 2.7 2 3 4.1" /></>);
export const IconSearch = icon(<><circle cx="9" cy="9" r="5.3" /><path d="m13 13 3.7 3.7" /></>);
export const IconPlus = icon(<path d="M10 4v12M4 10h12" />);
export const IconClose = icon(<path d="m5 5 10 10M15 5 5 15" />);
export const IconMenu = icon(<path d="M3.5 5.5h13M3.5 10h13M3.5 14.5h13" />);
export const IconBack = icon(<path d="M12 4.5 6.5 10l5.5 5.5" />);
export const IconNext = icon(<path d="M8 4.5 13.5 10 8 15.5" />);
export const IconDown = icon(<path d="m5 7.5 5 5 5-5" />);
export const IconClip = icon(<path d="m15.8 9.5-5.6 5.6a3.6 3.6 0 0 1-5.1-5.1l6-6a2.4 2.4 0 0 1 3.4 3.4l-6 6a1.2 1.2 0 0 1-1.7-1.7l5.3-5.3" />);
export const IconFile = icon(<path d="M5 3h6l4 4v9a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1V4a1 1 0 0 1 1-1zM11 3v4h4" />);
export const IconSend = icon(<path d="M17 3 3 8.5l5.5 3L12 17zM17 3l-8.5 8.5" />);
export const IconNote = icon(<path d="M4 3.5h12v9L12 16.5H4zM12 16.5v-4h4M7 7h6M7 10h3" />);
export const IconReply = icon(<path d="M8 5 3.5 9.5 8 14M4 9.5h6.5c3.5 0 5.5 2 6 5.5" />);
export const IconCheck = icon(<path d="m4 10.5 4 4 8-9" />);
export const IconMail = icon(<><rect x="3" y="4.5" width="14" height="11" rx="1.5" /><path d="m3.5 5.5 6.5 5.5 6.5-5.5" /></>);
export const IconWarning = icon(<path d="M10 3.5 17.5 16.5h-15zM10 8.5v3.5M10 14.3v.1" />);
export const IconInfo = icon(<><circle cx="10" cy="10" r="7" /><path d="M10 9v4.5M10 6.5v.1" /></>);
export const IconSun = icon(<><circle cx="10" cy="10" r="3.3" /><path d="M10 2.5v1.8M10 15.7v1.8M2.5 10h1.8M15.7 10h1.8M4.7 4.7 6 6M14 14l1.3 1.3M15.3 4.7 14 6M6 14l-1.3 1.3" /></>);
export const IconMoon = icon(<path d="M16.5 11.8A7 7 0 0 1 8.2 3.5a7 7 0 1 0 8.3 8.3z" />);
export const IconKeyboard = icon(<><rect x="2.5" y="5" width="15" height="10" rx="1.5" /><path d="M5.5 8h.1M8.5 8h.1M11.5 8h.1M14.5 8h.1M6.5 12h7" /></>);
export const IconLeave = icon(<path d="M8 3.5H5a1 1 0 0 0-1 1v11a1 1 0 0 0 1 1h3M12.5 6.5 16 10l-3.5 3.5M16 10H8" />);
export const IconPanel = icon(<><rect x="3" y="4" width="14" height="12" rx="1.5" /><path d="M12.5 4v12" /></>);
export const IconRetry = icon(<path d="M16 10a6 6 0 1 1-1.8-4.3L16 7.5M16 3.5v4h-4" />);
export const IconDownload = icon(<path d="M10 3.5v9M6.5 9 10 12.5 13.5 9M4 16.5h12" />);
export const IconPencil = icon(<path d="m12.5 4.5 3 3L7 16H4v-3z" />);
export const IconPicture = icon(<><rect x="3" y="4" width="14" height="12" rx="1.5" /><circle cx="7.3" cy="8" r="1.3" /><path d="m3.5 14.5 4-3.5 3 2.5 3-3.5 3 3.5" /></>);
export const IconText = icon(<path d="M5 3h6l4 4v9a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1V4a1 1 0 0 1 1-1zM11 3v4h4M7 10.5h5M7 13.5h5" />);
export const IconSheet = icon(<><rect x="3.5" y="4" width="13" height="12" rx="1.5" /><path d="M3.5 8h13M3.5 12h13M8.5 4v12" /></>);
export const IconArchive = icon(<><rect x="3" y="3.5" width="14" height="4" rx="1" /><path d="M4.2 7.5v8a1 1 0 0 0 1 1h9.6a1 1 0 0 0 1-1v-8M8.3 10.5h3.4" /></>);
export const IconAudio = icon(<><path d="M8 14.5V5l7.5-1.5v9.5" /><circle cx="6" cy="14.5" r="2" /><circle cx="13.5" cy="13" r="2" /></>);
export const IconVideo = icon(<><rect x="2.5" y="5" width="10.5" height="10" rx="1.5" /><path d="m13 9 4.5-2.5v7L13 11" /></>);
export const IconCalendar = icon(<><rect x="3" y="4.5" width="14" height="12" rx="1.5" /><path d="M3 8.5h14M7 3v3M13 3v3" /></>);
export const IconPause = icon(<path d="M7 4.5v11M13 4.5v11" />);
export const IconLock = icon(<><rect x="4.5" y="9" width="11" height="7.5" rx="1.5" /><path d="M7 9V6.5a3 3 0 0 1 6 0V9" /></>);
export const IconBell = icon(<><path d="M4.5 14.5h11l-1.4-2.3V9a4.1 4.1 0 0 0-8.2 0v3.2zM8.5 17a1.6 1.6 0 0 0 3 0" /></>);
export const IconMore = icon(<path d="M4.5 10h.01M10 10h.01M15.5 10h.01" strokeWidth={2.6} />);
const IconEye = icon(<><path d="M2.5 10S5 5 10 5s7.5 5 7.5 5-2.5 5-7.5 5-7.5-5-7.5-5z" /><circle cx="10" cy="10" r="2.2" /></>);
const IconEyeShut = icon(<><path d="M2.5 10S5 5 10 5s7.5 5 7.5 5-2.5 5-7.5 5-7.5-5-7.5-5z" /><path d="m4.5 15.5 11-11" /></>);

/** On the button that shows a password. */
export function IconReveal({ reveal }: { reveal: boolean }) {
  return reveal ? <IconEyeShut size={16} /> : <IconEye size={16} />;
}
export const IconTag = icon(<><path d="M3 4.5A1.5 1.5 0 0 1 4.5 3h5.2a2 2 0 0 1 1.4.6l5.3 5.3a1.5 1.5 0 0 1 0 2.1L11 16.400a1.5 1.5 0 0 1-2.100 0L3.600 11.100A2 2 0 0 1 3 9.700z" /><path d="M6.600 6.600h.01" strokeWidth={2.400} /></>);
export const IconFlag = icon(<path d="M5 17V3.500M5 4.200c3-1.800 5.500 1.600 10 0v7c-4.500 1.600-7-1.800-10 0" />);
export const IconFilter = icon(<path d="M3.500 5.500h13M6 10h8M8.500 14.500h3" />);
