export { categoryName, headingName, stateName } from "~/ui/clinic-words";
