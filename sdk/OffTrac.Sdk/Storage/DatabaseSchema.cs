namespace OffTrac.Sdk.Storage;

/// <summary>
/// Tables that belong to one area of OffTrac or of a plugin. They are made by the first write that needs them; their version is
/// the row <c>offtrac_&lt;area&gt;_version</c> of table <c>system</c>. Trac's own tables are never changed.
/// </summary>
public sealed record DatabaseSchema
{
    /// <summary>Name of the area, lower-case letters, digits and underscores.</summary>
    public required string Area { get; init; }

    /// <summary>Version of the tables as declared here; starts at 1.</summary>
    public int Version { get; init; } = 1;

    /// <summary>The tables; their names begin with <c>offtrac_&lt;area&gt;</c>.</summary>
    public required IReadOnlyList<DatabaseTable> Tables { get; init; }
}
