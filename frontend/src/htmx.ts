// htmx and its content-security extension in one file. Order matters: hx-csp asks for the global `htmx`.
import "htmx.org/dist/htmx.esm.js";
import "htmx.org/dist/ext/hx-csp.js";
import { refuseEvaluation } from "./guard";

refuseEvaluation();
