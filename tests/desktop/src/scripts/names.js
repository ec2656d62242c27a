// What assistive programs call an element. Roles are those of native elements.
const native = {
  button: 'button, [role=button], input[type=submit]', textbox: 'input, textarea', heading: 'h1, h2, h3, h4',
  link: 'a[href]', combobox: 'select', checkbox: 'input[type=checkbox]', switch: 'input[type=checkbox], [role=switch]',
  radio: 'input[type=radio]', columnheader: 'th', dialog: 'dialog', navigation: 'nav', table: 'table', disclosure: 'summary',
};
const plain = (text) => (text ?? '').replace(/\s+/g, ' ').trim();
const spoken = (element) => {
  const copy = element.cloneNode(true);
  copy.querySelectorAll('[aria-hidden=true]').forEach((hidden) => hidden.remove());
  return plain(copy.textContent);
};
const labelled = (element) => {
  const by = element.getAttribute('aria-labelledby');
  if (by) return plain(by.split(/\s+/).map((id) => document.getElementById(id)?.textContent ?? '').join(' '));
  const given = element.getAttribute('aria-label');
  if (given) return plain(given);
  if (element.labels?.length) return plain([...element.labels].map(spoken).join(' '));
  if (element.tagName === 'INPUT') return plain(element.title || element.value);
  return spoken(element);
};
const seen = (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: false });
