// Every entry that cannot be changed: what it is called, and what is said of it.
const said = (element) =>
  (element.getAttribute('aria-describedby') ?? '')
    .split(/\s+/)
    .map((id) => document.getElementById(id)?.textContent ?? '')
    .join(' ');
return [...document.querySelectorAll('main :is(input, select):disabled')].map((element) => ({
  name: labelled(element),
  group: plain(document.getElementById(element.closest('[role=radiogroup], [role=group]')?.getAttribute('aria-labelledby'))?.textContent),
  reason: plain(`${said(element)} ${said(element.closest('[role=radiogroup]') ?? element)}`),
}));
