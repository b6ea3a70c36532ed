export const fr = {
  nav: 'X',
};
