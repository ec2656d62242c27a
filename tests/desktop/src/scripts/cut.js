// What is cut off, or lies over something else, for who cannot scroll sideways.
const found = [];
const told = (element) => `${element.tagName.toLowerCase()} "${(element.labels?.[0] ?? element).textContent.trim().slice(0, 40)}"`;
const shown = [...document.querySelectorAll('button, label, h1, h2, h3, input, select, p, dt, dd, summary, a[href]')].filter(
  (element) => element.checkVisibility({ visibilityProperty: true }) && element.closest('.unseen, .viewport, .scroll') === null);

// What of an element is not scrolled out of sight.
const inSight = (element) => {
  let { left, top, right, bottom } = element.getBoundingClientRect();
  for (let around = element.parentElement; around !== null; around = around.parentElement) {
    if (getComputedStyle(around).overflowY === 'visible') continue;
    const box = around.getBoundingClientRect();
    left = Math.max(left, box.left); top = Math.max(top, box.top);
    right = Math.min(right, box.right); bottom = Math.min(bottom, box.bottom);
  }
  return { left, top, right, bottom };
};

const pen = document.createElement('canvas').getContext('2d');
for (const element of shown) {
  const box = element.getBoundingClientRect();
  const style = getComputedStyle(element);
  if (box.width > 0 && (box.right > innerWidth + 1 || box.left < -1)) found.push(`${told(element)} is cut off at the side`);
  if (element.tagName === 'SELECT') {
    pen.font = style.font;
    const words = pen.measureText(element.selectedOptions[0]?.textContent.trim() ?? '').width;
    const room = box.width - Number.parseFloat(style.paddingLeft) - Number.parseFloat(style.paddingRight);
    if (words > room + 1) found.push(`${told(element)} shows a part of what is chosen`);
  } else if (element.tagName !== 'INPUT' && style.overflowX !== 'visible' && element.scrollWidth > element.clientWidth + 1) {
    found.push(`${told(element)} does not fit`);
  }
}
// What is drawn of a long list is reckoned with rows that are all as high; a cell hides what does not fit into it.
const lines = [...document.querySelectorAll('.viewport tr.line')];
const heights = new Set(lines.map((line) => Math.round(line.getBoundingClientRect().height)));
if (heights.size > 1) found.push(`rows of the list are ${[...heights].join(', ')} px high`);
for (const element of lines.flatMap((line) => [...line.querySelectorAll('button, .state, .number')])) {
  const [box, cell] = [element.getBoundingClientRect(), element.closest('th, td').getBoundingClientRect()];
  const isBeyond = box.right > cell.right + 1 || box.bottom > cell.bottom + 1;
  if (isBeyond && box.width > 0) found.push(`${told(element)} does not fit into its row`);
}

if (document.documentElement.scrollWidth > innerWidth + 1) found.push('the page scrolls sideways');

const open = document.querySelector('dialog[open]');
const isFixed = (element) => getComputedStyle(element.parentElement).position === 'sticky';
const controls = shown.filter(
  (element) => element.matches('button, input, select, a[href]') && (open === null || open.contains(element)) && !isFixed(element));
controls.forEach((one, index) => {
  const box = inSight(one);
  for (const other of controls.slice(index + 1)) {
    if (one.contains(other) || other.contains(one)) continue;
    const beside = inSight(other);
    const width = Math.min(box.right, beside.right) - Math.max(box.left, beside.left);
    const height = Math.min(box.bottom, beside.bottom) - Math.max(box.top, beside.top);
    if (width > 2 && height > 2) found.push(`${told(one)} lies over ${told(other)}`);
  }
});
return found;
