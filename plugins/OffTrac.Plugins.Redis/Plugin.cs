using OffTrac.Sdk.Components;

[assembly: Plugin("offtrac.redis", Description = "Publishes changes of tickets and pages on Redis channels and streams: in order, and none is lost.")]
[assembly: PluginCommand("redispub")]
