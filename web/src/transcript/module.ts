import type { WebModule } from '#/lib/module';
import { actions } from './actions';

export const transcript: WebModule = { name: 'transcript', routes: [], actions: [actions] };
