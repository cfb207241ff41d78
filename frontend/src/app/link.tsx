/** Where a health link leads: a page without an account, and without anything of the app's own store. */
import "@fontsource-variable/atkinson-hyperlegible-next/wght.css";
import "~/ui/tokens.css";
import "~/ui/base.css";
import "~/ui/components.css";
import { render } from "preact";
import { Viewer } from "~/features/link/viewer";
import { setLocale } from "~/paraglide/runtime";
import { locale } from "~/ui/language";

const wanted = (navigator.languages ?? []).find((one) => /^(en|de)\b/i.test(one)) ?? "en";
setLocale(/^de/i.test(wanted) ? "de" : "en");
document.documentElement.lang = locale();
const root = document.getElementById("app")!;
const show = () => render(<Viewer key={location.hash} hash={location.hash} />, root);
addEventListener("hashchange", show); // another link in the same tab
show();
