// Keeps what is typed. While somebody types, the server keeps a sealed draft;
// when they send the form and there is no connection, the form stays in the
// page and goes out once, by itself, when there is one again. Nothing is stored
// in the browser: on a shared computer it would lie there for the next person.
import { Draft } from "./draft.js";

const RETRY = 3000; // ms between tries while there is no connection
const PATIENCE = 8000; // ms until a connection counts as lost

export function start(window) {
  for (const form of window.document.querySelectorAll("form[data-keep]")) new Keeper(window, form);
}

class Keeper {
  constructor(window, form) {
    this.window = window;
    this.form = form;
    this.draft = form.hasAttribute("data-draft") ? new Draft(window, form) : null;
    this.waiting = false;
    this.passing = false;
    this.pressed = null; // the button, for browsers whose submit event does not say
    form.addEventListener("click", (event) => (this.pressed = event.target.closest("button")));
    form.addEventListener("submit", (event) => this.submit(event));
    window.addEventListener("online", () => this.wake && this.wake());
    window.addEventListener("pageshow", () => {
      this.passing = false; // back from the next page
      if (this.draft) this.draft.resume();
    });
  }

  submit(event) {
    if (this.passing) return; // it has been seen that the server can be reached
    event.preventDefault();
    if (!this.waiting) this.send(event.submitter || this.pressed);
  }

  // send waits until the server answers, then lets the browser send the form as
  // if this script were not there. Keeping the draft once more is the question
  // by which it finds out.
  async send(submitter) {
    this.waiting = true;
    while (!(await this.reachable())) {
      this.tell();
      await this.pause();
    }
    this.waiting = false;
    this.untell();
    this.passing = true;
    if (this.draft) this.draft.stop();
    if (this.form.requestSubmit) this.form.requestSubmit(submitter || undefined);
    else this.submitAs(submitter);
  }

  // submitAs does what requestSubmit does, on telephones that are older than it.
  submitAs(button) {
    if (button && button.name) {
      const field = this.window.document.createElement("input");
      field.type = "hidden";
      field.name = button.name;
      field.value = button.value;
      this.form.append(field);
    }
    if (button && button.hasAttribute("formaction")) this.form.action = button.formAction;
    this.form.submit();
  }

  async reachable() {
    if (this.window.navigator.onLine === false) return false;
    const stop = new AbortController();
    const timer = this.window.setTimeout(() => stop.abort(), PATIENCE);
    try {
      if (this.draft) await this.draft.save(stop.signal);
      else await this.window.fetch("/healthz", { cache: "no-store", signal: stop.signal });
      return true; // any answer will do, a refusal as well
    } catch {
      return false;
    } finally {
      this.window.clearTimeout(timer);
    }
  }

  pause() {
    return new Promise((resolve) => {
      const timer = this.window.setTimeout(resolve, RETRY);
      this.wake = () => {
        this.window.clearTimeout(timer);
        resolve();
      };
    });
  }

  tell() {
    if (this.notice) return;
    this.notice = this.window.document.createElement("p");
    this.notice.className = "keep-notice";
    this.notice.setAttribute("role", "status");
    this.form.append(this.notice);
    this.notice.textContent = this.form.dataset.waiting;
  }

  untell() {
    if (this.notice) this.notice.remove();
    this.notice = null;
  }
}
