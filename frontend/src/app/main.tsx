import "@fontsource-variable/atkinson-hyperlegible-next/wght.css";
import "~/ui/tokens.css";
import "~/ui/base.css";
import "~/ui/components.css";
import "~/ui/drawings.css";
import "./shell.css";
import { render } from "preact";
import { readTheme } from "~/store/account";
import { keepInstallOffer } from "~/ui/install-offer";
import { changeLanguage, firstLanguage } from "~/ui/language";
import { applyTheme } from "~/ui/theme";
import { App } from "./app";

keepInstallOffer();
changeLanguage(firstLanguage());
applyTheme(readTheme());
render(<App />, document.getElementById("app")!);
