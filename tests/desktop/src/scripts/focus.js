// What has the keyboard: its name, whether that can be seen, and whether a frame shows it.
const element = document.activeElement;
if (element === null || element === document.body) return { name: '', role: 'body', isSeen: true };
const style = getComputedStyle(element);
const box = element.getBoundingClientRect();
const inside = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
const framed = style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) >= 2;
const role = Object.keys(native).find((role) => element.matches(native[role])) ?? element.tagName.toLowerCase();
return { name: labelled(element), role, isSeen: inside && framed && seen(element) };
