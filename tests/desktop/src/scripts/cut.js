// What is cut off, or lies over something else, for who cannot scroll sideways.
const found = [];
const told = (element) => `${element.tagName.toLowerCase()} "${(element.textContent ?? '').trim().slice(0, 40)}"`;
const shown = [...document.querySelectorAll('button, label, h1, h2, h3, input, select, p, dt, dd, summary, a[href]')].filter(
  (element) => element.checkVisibility({ visibilityProperty: true }) && element.closest('.unseen, .viewport, .scroll') === null);
for (const element of shown) {
  const box = element.getBoundingClientRect();
  if (box.width > 0 && (box.right > innerWidth + 1 || box.left < -1)) found.push(`${told(element)} is cut off at the side`);
  const style = getComputedStyle(element);
  if (style.overflowX !== 'visible' && element.scrollWidth > element.clientWidth + 1 && element.tagName !== 'INPUT')
    found.push(`${told(element)} does not fit`);
}
if (document.documentElement.scrollWidth > innerWidth + 1) found.push('the page scrolls sideways');
const open = document.querySelector('dialog[open]');
const controls = shown.filter((element) => element.matches('button, input, select, a[href]') && (open === null || open.contains(element)));
controls.forEach((one, index) => {
  const box = one.getBoundingClientRect();
  for (const other of controls.slice(index + 1)) {
    if (one.contains(other) || other.contains(one)) continue;
    if (getComputedStyle(one.parentElement).position === 'sticky' || getComputedStyle(other.parentElement).position === 'sticky') continue;
    const beside = other.getBoundingClientRect();
    const width = Math.min(box.right, beside.right) - Math.max(box.left, beside.left);
    const height = Math.min(box.bottom, beside.bottom) - Math.max(box.top, beside.top);
    if (width > 2 && height > 2) found.push(`${told(one)} lies over ${told(other)}`);
  }
});
return found;
