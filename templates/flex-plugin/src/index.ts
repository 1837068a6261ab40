import { loadPlugin } from "@twilio/flex-plugin";
import { FlexcordPlugin } from "./FlexcordPlugin";

loadPlugin(FlexcordPlugin);
