namespace OffTrac.Core.Components;

/// <summary>One failure of a component, as text: the exception itself would keep the plugin in memory.</summary>
public sealed record ComponentFailure
{
    public required string Component { get; init; }

    public required string Plugin { get; init; }

    public required string PluginVersion { get; init; }

    public required string ExtensionPoint { get; init; }

    /// <summary>One line.</summary>
    public required string Message { get; init; }

    /// <summary>Exception with its stack; empty when it ran out of time.</summary>
    public string Details { get; init; } = "";

    public required DateTimeOffset Time { get; init; }
}
