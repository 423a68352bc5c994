// Everything works without these modules; with them nothing typed gets lost.
import { start as exit } from "./exit.js";
import { start as focus } from "./focus.js";
import { start as keep } from "./keep.js";
import { start as register } from "./register.js";
import { start as tally } from "./tally.js";

focus(document);
exit(window);
keep(window);
register(window);
tally(window);
