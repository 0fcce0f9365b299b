using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace OffTrac.Core.Environments;

/// <summary>What a new environment is to be.</summary>
public sealed record EnvironmentCreation
{
    /// <summary>Its directory: absent or empty; the one above must exist.</summary>
    public required string Directory { get; init; }

    public string ProjectName { get; init; } = "My Project";

    public string ProjectDescription { get; init; } = "My example project";

    /// <summary>What <c>[trac] database</c> is to say.</summary>
    public string Database { get; init; } = EnvironmentOpener.DefaultDatabase;

    /// <summary>False leaves out milestones, enumerations, permissions and all other rows but the versions.</summary>
    public bool HasDefaultData { get; init; } = true;

    /// <summary>What <c>[inherit] file</c> is to say; then no defaults are written, that file has them.</summary>
    public string? InheritFile { get; init; }

    /// <summary>Areas of components to enable, such as <c>offtrac.ping</c>: one line each in <c>conf/offtrac.ini</c>.</summary>
    public IReadOnlyList<string> EnabledAreas { get; init; } = ["offtrac.ping", "offtrac.scheduler"];

    /// <summary>More options for <c>conf/trac.ini</c>; they win over the usual ones.</summary>
    public IReadOnlyList<ConfiguredDefault> Options { get; init; } = [];

    /// <summary>Makes the components of the environment when its files and tables exist, so that they can take part; null for none.</summary>
    public Func<string, CancellationToken, ValueTask<IEnvironmentComposition>>? Compose { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public ILogger Logger { get; init; } = NullLogger.Instance;
}
