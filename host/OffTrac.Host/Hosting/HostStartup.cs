using Microsoft.Extensions.Logging.Abstractions;

namespace OffTrac.Host.Hosting;

/// <summary>What a host is started with.</summary>
public sealed record HostStartup
{
    public HostMode Mode { get; init; }

    /// <summary>The host's file of configuration; null for none.</summary>
    public string? ConfigFile { get; init; }

    /// <summary>Directories of environments, beside those that the host's file names.</summary>
    public IReadOnlyList<string> Environments { get; init; } = [];

    /// <summary>Leaves out the environments that the host's file names: only <see cref="Environments"/> count.</summary>
    public bool OnlyTheseEnvironments { get; init; }

    public bool IsReadOnly { get; init; }

    /// <summary>Null: all plugins are loaded; empty: none; else only those that announce one of these words.</summary>
    public IReadOnlyList<string>? CommandWords { get; init; }

    /// <summary>Makes components that need an upgrade all the same, so that <c>env upgrade</c> can ask them.</summary>
    public bool ForUpgrade { get; init; }

    public ILoggerFactory Loggers { get; init; } = NullLoggerFactory.Instance;

    public TimeProvider Time { get; init; } = TimeProvider.System;
}
