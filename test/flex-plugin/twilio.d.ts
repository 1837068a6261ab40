/**
 * What Twilio documents of Flex UI 2.x and of its plugins, as far as templates/flex-plugin uses it:
 * "Overview of Flex UI programmability options" (CRMContainer.defaultProps.uriCallback), "Task Channel Definitions"
 * (DefaultTaskChannels, TaskChannels, templates), and the plugins' own package (FlexPlugin, loadPlugin).
 */
declare module "@twilio/flex-ui" {
  export interface ITask {
    readonly attributes: Record<string, unknown>;
  }
  type TaskText = string | ((task: ITask) => string);
  export interface TaskChannelDefinition {
    templates?: {
      TaskListItem?: { firstLine?: TaskText; secondLine?: TaskText };
      TaskCanvasHeader?: { title?: TaskText };
    };
  }
  export const CRMContainer: { defaultProps: { uriCallback?: (task?: ITask) => string } };
  export const DefaultTaskChannels: {
    createChatTaskChannel(name: string, isApplicable: (task: ITask) => boolean): TaskChannelDefinition;
  };
  export const TaskChannels: { register(definition: TaskChannelDefinition): void };
}

declare module "@twilio/flex-plugin" {
  import type * as Flex from "@twilio/flex-ui";
  export abstract class FlexPlugin {
    constructor(name: string);
    abstract init(flex: typeof Flex, manager: unknown): void;
  }
  export function loadPlugin(plugin: new () => FlexPlugin): void;
}
