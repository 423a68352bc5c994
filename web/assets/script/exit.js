// Leaves a page at once and takes it out of the history: the button, or the
// shift key three times. Without this module the button is an ordinary link.
const PRESSES = 3;
const WITHIN = 5000; // ms

export function start(window) {
  const { document, location } = window;
  const button = document.querySelector(".govuk-exit-this-page__button");
  if (!button) return;

  const leave = () => {
    document.body.hidden = true; // a slow connection must not leave it standing
    location.replace(button.href);
  };
  button.addEventListener("click", (event) => {
    event.preventDefault();
    leave();
  });

  let presses = [];
  document.addEventListener("keyup", (event) => {
    if (event.key !== "Shift") {
      presses = [];
      return;
    }
    presses = presses.filter((at) => event.timeStamp - at < WITHIN).concat(event.timeStamp);
    if (presses.length >= PRESSES) leave();
  });
}
