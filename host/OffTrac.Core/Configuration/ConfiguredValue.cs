namespace OffTrac.Core.Configuration;

/// <summary>An option as a file says it, and where.</summary>
public sealed record ConfiguredValue
{
    public required string Section { get; init; }

    /// <summary>Name in lower case.</summary>
    public required string Option { get; init; }

    public required string Value { get; init; }

    public required string File { get; init; }

    /// <summary>Line of the name, from 1.</summary>
    public required int Line { get; init; }

    /// <summary><c>FILE:LINE</c>, for messages.</summary>
    public string Place => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{File}:{Line}");
}
