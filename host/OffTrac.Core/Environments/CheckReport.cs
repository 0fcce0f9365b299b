namespace OffTrac.Core.Environments;

/// <summary>What moving into an environment means.</summary>
public sealed record CheckReport
{
    public required string Directory { get; init; }

    /// <summary>Why it can't be opened, in one line; null when it can.</summary>
    public string? Problem { get; init; }

    /// <summary>Where the database is, without the password; null when the ini does not say it in a readable way.</summary>
    public string? Database { get; init; }

    /// <summary>Row <c>database_version</c>; null when it can't be read.</summary>
    public int? DatabaseVersion { get; init; }

    /// <summary>What can't be written with the rights of this process, one line each.</summary>
    public IReadOnlyList<string> NotWritable { get; init; } = [];

    public IReadOnlyList<TableToMake> Tables { get; init; } = [];

    public IReadOnlyList<CheckFinding> Findings { get; init; } = [];
}
