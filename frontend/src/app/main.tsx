import "@fontsource-variable/atkinson-hyperlegible-next/wght.css";
import "~/ui/tokens.css";
import "~/ui/base.css";
import "~/ui/components.css";
import "~/ui/drawings.css";
import "./shell.css";
import { render } from "preact";
import { readTheme, storage } from "~/store/account";
import { keepClock } from "~/store/clock";
import { keepInstallOffer } from "~/ui/install-offer";
import { changeLanguage, firstLanguage } from "~/ui/language";
import { applyTheme } from "~/ui/theme";
import { App } from "./app";

keepClock();
keepInstallOffer();
changeLanguage(firstLanguage());
applyTheme(readTheme());
// a phone that its person locked draws nothing of the record before `Cover` has opened it
document.documentElement.dataset.shut = `${storage()?.getItem("toh.shut")}`;
render(<App />, document.getElementById("app")!);
