import type { Hit } from '#/lib/api.gen';
import { IconConversation, IconMail, IconPerson } from '#/lib/icons';

const SIGNS = { conversation: IconConversation, message: IconMail, person: IconPerson };

export function HitSign({ hit }: { hit: Hit }) {
  const Icon = SIGNS[hit.kind];
  return <Icon size={16} />;
}

export function addressOfHit(hit: Hit): string {
  if (hit.kind === 'person') return `/persons/${hit.person?.id ?? hit.id}`;
  return `/conversations/${hit.conversation?.id ?? hit.id}?status=all`;
}
