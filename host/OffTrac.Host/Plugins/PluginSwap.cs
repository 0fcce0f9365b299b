namespace OffTrac.Host.Plugins;

/// <summary>One plugin that comes, goes or is replaced.</summary>
/// <param name="Old">What ran until now; null for a new plugin.</param>
/// <param name="New">What runs from now on; null for a removed plugin.</param>
internal sealed record PluginSwap(PluginGeneration? Old, PluginGeneration? New);
