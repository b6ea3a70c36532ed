import { plural } from '#/lib/words';

export const fr = {
  nav: 'Tâches arrêtées',
  title: 'Tâches arrêtées',
  about: 'Ce que Lien devait faire seul et a renoncé à refaire. Corrigez la cause, puis relancez ; ou abandonnez ce qui n’a plus lieu d’être.',
  empty: 'Tout fonctionne',
  emptyText: 'Aucune tâche n’est arrêtée. Quand l’une échoue, Lien la refait plusieurs fois de lui-même avant de vous la montrer ici.',
  kinds: {
    'message.send': 'Envoyer un message', 'survey.ask': 'Demander un avis', 'journal.fact': 'Traiter un événement',
    'message.leave': 'Faire partir ce qui était programmé',
    'conversation.bulk': 'Changer plusieurs conversations',
    'letter.send': 'Envoyer un courriel à un collègue',
    'notice.digest': 'Rassembler les notifications d’un collègue',
    'file.scan': 'Chercher des virus dans un fichier',
    'form.deliver': 'Faire une conversation d’un formulaire',
    'chat.heard': 'Envoyer par e-mail ce qui n’a pas été vu dans la discussion',
    'domain.trial': 'Essayer l’envoi depuis un domaine',
    'guide.mail': 'Faire venir un courriel inventé',
  },
  tries: (count: number) => plural('fr', count, 'essai', 'essais'),
  noReason: 'Sans explication.',
  retry: 'Relancer',
  retried: 'La tâche est relancée. Si elle échoue encore, elle reviendra ici.',
  drop: 'Abandonner',
  dropOf: (kind: string) => `Abandonner : ${kind}`,
  dropSure: 'La tâche ne sera pas faite, et ne sera plus montrée.',
  dropped: 'La tâche est abandonnée.',
};
