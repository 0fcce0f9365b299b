using System.Net;
using OffTrac.Sdk.Pings;

namespace OffTrac.Plugins.Ping;

/// <summary>One call of <c>/ping</c>, or one beat of the heart, before it is a ping.</summary>
internal sealed record PingCall
{
    public required PingSource Source { get; init; }

    public string? SourceText { get; init; }

    public string? User { get; init; }

    public IReadOnlyList<string> Jobs { get; init; } = [];

    /// <summary>How long the caller wants to wait for what this ping starts.</summary>
    public TimeSpan Wait { get; init; }

    /// <summary>The secret that the caller shows; null for none.</summary>
    public string? Token { get; init; }

    /// <summary>Where the caller is; null when nobody knows.</summary>
    public IPAddress? Peer { get; init; }

    /// <summary>False for GET and HEAD, which only look.</summary>
    public bool IsPing { get; init; } = true;

    /// <summary>Two calls that are answered by one ping: it must do what both asked for.</summary>
    public static PingCall Merge(PingCall first, PingCall second) => second with
    {
        Jobs = first.Jobs.Count == 0 || second.Jobs.Count == 0 ? [] : [.. first.Jobs.Union(second.Jobs, StringComparer.Ordinal)],
    };
}
