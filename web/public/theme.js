/* Light or dark, before the first paint: a file of its own because no script may stand in the page. */
(function () {
  var chosen = null;
  try {
    chosen = JSON.parse(localStorage.getItem('lien.scheme'));
  } catch {
    /* Storage can be refused or spoilt; then the system decides. */
  }
  var dark = chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light');
})();
