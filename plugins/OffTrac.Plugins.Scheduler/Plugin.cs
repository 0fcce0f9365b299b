using OffTrac.Sdk.Components;

[assembly: Plugin("offtrac.scheduler", Description = "Runs tasks when they are due: once, on any number of hosts, with a history.")]
[assembly: PluginCommand("scheduler", NeedsAllPlugins = true)]
