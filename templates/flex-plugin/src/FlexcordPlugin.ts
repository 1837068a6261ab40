import { FlexPlugin } from "@twilio/flex-plugin";
import type * as Flex from "@twilio/flex-ui";
import { nameDiscordChannel, showCaseBesideTask } from "./case-beside-task";

export class FlexcordPlugin extends FlexPlugin {
  constructor() {
    super("FlexcordPlugin");
  }

  init(flex: typeof Flex): void {
    showCaseBesideTask(flex);
    nameDiscordChannel(flex);
  }
}
