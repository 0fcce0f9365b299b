using OffTrac.Sdk.Storage;

namespace OffTrac.Core.Environments;

/// <summary>What the host with its plugins knows, to hold an environment against.</summary>
public sealed record KnownNames
{
    /// <summary>Full names of all components, enabled or not.</summary>
    public required IReadOnlyCollection<string> Components { get; init; }

    /// <summary>Names of permission policies as an ini may write them.</summary>
    public required IReadOnlySet<string> Policies { get; init; }

    /// <summary>Names of ticket workflow controllers as an ini may write them.</summary>
    public required IReadOnlySet<string> Controllers { get; init; }

    /// <summary>Operations of the configurable workflow.</summary>
    public required IReadOnlySet<string> Operations { get; init; }

    /// <summary>Names of macros.</summary>
    public required IReadOnlySet<string> Macros { get; init; }

    /// <summary>Names and MIME types of processors; macros are processors, too.</summary>
    public required IReadOnlySet<string> Processors { get; init; }

    /// <summary>Tables of all components.</summary>
    public required IReadOnlyList<DatabaseSchema> Schemas { get; init; }
}
