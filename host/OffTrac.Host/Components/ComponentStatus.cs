using OffTrac.Core.Components;

namespace OffTrac.Host.Components;

/// <summary>A component, enabled or not, and why: for <c>offtrac plugin components</c> and the admin page.</summary>
public sealed record ComponentStatus
{
    public required ComponentDescription Description { get; init; }

    public bool IsEnabled { get; init; }

    /// <summary>One line: the rule that decided, or what is missing.</summary>
    public required string Reason { get; init; }

    /// <summary>The option of <c>[components]</c> that decided; null when none did.</summary>
    public string? Rule { get; init; }

    /// <summary>File of the rule.</summary>
    public string? File { get; init; }

    /// <summary>Line of the rule.</summary>
    public int Line { get; init; }

    /// <summary>Calls, failures and breaker, one record an extension point.</summary>
    public IReadOnlyList<ComponentStatistics> Statistics { get; init; } = [];
}
