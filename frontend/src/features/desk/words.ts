export { categoryName, stateName, urgencyOf } from "~/ui/clinic-words";
