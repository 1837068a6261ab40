import * as FlexPlugin from "@twilio/flex-plugin";
import FlexcordPlugin from "./FlexcordPlugin";

FlexPlugin.loadPlugin(FlexcordPlugin);
