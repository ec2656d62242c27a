// Scrolls the long list from its top to its end: small steps first, as with a wheel, then leaps, as with the bar. Each step is
// over when every row in sight is there. Says how long the steps took, and how many rows were ever drawn.
const [steps, done] = arguments;
const viewport = document.querySelector('.viewport');
const frame = () => new Promise((then) => requestAnimationFrame(then));
const lines = () => [...viewport.querySelectorAll('tr.line')];
const isHere = () => lines().every((line) => line.cells.length > 1);
const leap = (viewport.scrollHeight - viewport.clientHeight) / steps;
const frames = [];
const whole = [];
let drawn = 0;
(async () => {
  for (let step = 1; step <= 2 * steps; step += 1) {
    const begun = performance.now();
    viewport.scrollTop = step <= steps ? step * 120 : leap * (step - steps);
    await frame();
    await frame();
    frames.push((performance.now() - begun) / 2);
    while (!isHere()) await frame();
    whole.push(performance.now() - begun);
    drawn = Math.max(drawn, lines().length);
  }
  const middle = (times) => times.sort((one, other) => one - other)[Math.floor(times.length / 2)];
  const heights = new Set(lines().map((line) => Math.round(line.getBoundingClientRect().height)));
  done({
    drawn,
    heights: heights.size,
    last: Number(lines().at(-1).getAttribute('aria-rowindex')),
    frame: middle(frames),
    step: middle(whole),
    longest: Math.max(...whole),
  });
})();
