using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace OffTrac.Core.Storage;

/// <summary>How a host works with a database, beside what its connection string says.</summary>
public sealed record DatabaseSettings
{
    /// <summary>Every write is refused, and no file is touched.</summary>
    public bool IsReadOnly { get; init; }

    /// <summary>How long to wait for a connection: <c>[trac] timeout</c>; zero waits for ever.</summary>
    public TimeSpan ConnectionTimeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Most connections at a time.</summary>
    public int MaxConnections { get; init; } = 16;

    public ILogger Logger { get; init; } = NullLogger.Instance;

    public TimeProvider Time { get; init; } = TimeProvider.System;
}
