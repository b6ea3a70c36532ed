/* Writing first. What it takes is loaded when one does. */
import { lazy, Suspense } from 'react';
import type { NewProps } from './NewConversationForm';

const Form = lazy(() => import('./NewConversationForm'));

export function NewConversation(props: NewProps) {
  return <Suspense fallback={null}><Form {...props} /></Suspense>;
}
