using OffTrac.Sdk.Components;

[assembly: Plugin("offtrac.ping", Description = "Brings the passing of time to the components: /ping, the heartbeat and its command.")]
[assembly: PluginCommand("ping")]
[assembly: PluginCommand("heartbeat")]
