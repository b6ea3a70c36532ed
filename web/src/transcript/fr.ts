export const fr = {
  open: 'Imprimer ou exporter…',
  title: 'Imprimer ou exporter la conversation',
  about: 'Tout ce qui a été dit, du plus ancien au plus récent. Votre demande est inscrite au journal.',
  form: 'Sous quelle forme',
  forms: { html: 'Page à imprimer', pdf: 'PDF', eml: 'Un e-mail (.eml)' },
  abouts: {
    html: 'S’ouvre dans un autre onglet, prête à imprimer.',
    pdf: 'Un fichier paginé, avec les images ; les pièces jointes y sont nommées.',
    eml: 'Chaque message tel qu’il est arrivé, avec ses pièces jointes, lisible par tout logiciel de courrier.',
  },
  notes: 'Avec les notes internes',
  notesAbout: 'Ne les donnez pas à la personne sans y avoir réfléchi.',
  take: { html: 'Ouvrir', pdf: 'Télécharger', eml: 'Télécharger' },
};
