using OffTrac.Sdk.Components;

[assembly: Plugin("offtrac.ping", Description = "Brings the passing of time to the components: /ping, the heartbeat and its command.")]
[assembly: PluginCommand("ping", NeedsAllPlugins = true)]
[assembly: PluginCommand("heartbeat")]
