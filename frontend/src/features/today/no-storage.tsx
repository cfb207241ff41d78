import * as m from "~/paraglide/messages";

export const NoStorage = () => <p class="notice notice-soon">{m.tray_no_storage()}</p>;
