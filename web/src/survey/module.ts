import { IconSurvey } from '#/lib/icons';
import type { WebModule } from '#/lib/module';
import { words } from './words';

export const survey: WebModule = {
  name: 'survey',
  routes: [{ path: 'surveys', lazy: () => import('./SurveyList') }],
  nav: [{ path: '/surveys', label: (language) => words(language).nav, icon: IconSurvey, right: 'survey.read', place: 'work', go: 's' }],
  follow: (client, fact) => {
    if (fact.person && /^survey\.(stopped|resumed)$/.test(fact.name)) void client.invalidateQueries({ queryKey: ['surveys-stopped', fact.person] });
    if (/^(survey|loop)\./.test(fact.name)) void client.invalidateQueries({ queryKey: ['surveys'] });
  },
};
