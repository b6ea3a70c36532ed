import { plural } from '#/lib/words';

const n = (count: number, one: string, many: string) => plural('fr', count, one, many);

export const fr = {
  title: 'Exporter et importer',
  about: 'La configuration en un fichier JSON : réglages, textes, logo, comptes, équipes, boîtes aux lettres, étiquettes, vues, réponses types, formulaires et discussions. Aucun mot de passe, aucune conversation.',
  exportTitle: 'Exporter',
  exportText: 'Le fichier contient les noms et adresses des collègues : gardez-le comme tel.',
  export: 'Télécharger la configuration',
  importTitle: 'Importer',
  importText: 'Rien n’est supprimé. Lien montre d’abord ce qui serait fait ; puis tout se fait, ou rien. Les comptes arrivent sans mot de passe, les boîtes en pause ; ceux qui existent déjà restent tels quels.',
  choose: 'Choisir un fichier',
  apply: 'Importer',
  applied: 'Configuration importée.',
  appliedText: 'C’est fait.',
  nothing: 'Tout est déjà ainsi : il n’y a rien à faire.',
  refusedText: 'Rien ne sera importé tant que des lignes sont refusées.',
  would: 'Ce qui serait fait',
  done: 'Ce qui a été fait',
  part: 'Partie',
  key: 'Nom',
  effect: 'Effet',
  reason: 'Raison',
  effects: { same: 'Identique', added: 'Ajouté', changed: 'Changé', kept: 'Gardé tel quel', refused: 'Refusé' },
  counts: {
    added: (count: number) => n(count, 'ajout', 'ajouts'), changed: (count: number) => n(count, 'changement', 'changements'), kept: (count: number) => n(count, 'gardé tel quel', 'gardés tels quels'),
    refused: (count: number) => n(count, 'refus', 'refus'), same: (count: number) => n(count, 'identique', 'identiques'),
  },
  parts: {
    settings: 'Réglage', wordings: 'Texte', brand: 'Identité', staff: 'Compte', teams: 'Équipe', mailboxes: 'Boîte aux lettres', signatures: 'Signature', tags: 'Étiquette', views: 'Vue', canned: 'Réponse type', forms: 'Formulaire', widgets: 'Discussion',
  },
  changes: 'Journal des réglages',
  changesAbout: 'Qui a changé quoi, et quand. Les valeurs d’avant sont dans l’historique de chaque réglage et de chaque texte.',
  noChange: 'Rien n’a encore été changé',
  noChangeText: 'Chaque changement de réglage, de texte, d’équipe ou de compte s’écrira ici.',
  when: 'Quand', who: 'Qui', what: 'Quoi', concerns: 'À propos', program: 'Lien',
  facts: {
    'setting.changed': 'Réglage changé', 'wording.changed': 'Texte changé', 'brand.changed': 'Logo changé', 'team.changed': 'Équipe changée', 'staff.added': 'Compte créé', 'staff.changed': 'Compte changé',
    'mailbox.added': 'Boîte ajoutée', 'mailbox.changed': 'Boîte changée', 'mailbox.paused': 'Boîte mise en pause', 'mailbox.resumed': 'Boîte reprise', 'mailbox.removed': 'Boîte retirée',
    'tag.added': 'Étiquette ajoutée', 'tag.changed': 'Étiquette changée', 'tag.merged': 'Étiquettes réunies', 'view.added': 'Vue ajoutée', 'view.changed': 'Vue changée', 'view.removed': 'Vue retirée',
    'canned.added': 'Réponse prête ajoutée', 'canned.changed': 'Réponse prête changée', 'canned.dropped': 'Réponse prête retirée', 'form.added': 'Formulaire ajouté', 'form.changed': 'Formulaire changé',
    'chat.widget_added': 'Discussion ajoutée', 'chat.widget_changed': 'Discussion changée', 'configuration.imported': 'Configuration importée', 'guide.step_skipped': 'Premier pas laissé de côté', 'guide.step_resumed': 'Premier pas repris',
  },
  notOurs: 'Ce fichier n’est pas une configuration de Lien.',
};
