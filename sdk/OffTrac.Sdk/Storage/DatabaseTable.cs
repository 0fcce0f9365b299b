namespace OffTrac.Sdk.Storage;

/// <summary>One table.</summary>
public sealed record DatabaseTable
{
    /// <summary>Name, without quotes.</summary>
    public required string Name { get; init; }

    /// <summary>Columns in order.</summary>
    public required IReadOnlyList<DatabaseColumn> Columns { get; init; }

    /// <summary>Columns of the primary key; empty when an <see cref="ColumnType.Identity"/> column is the key.</summary>
    public IReadOnlyList<string> Key { get; init; } = [];

    /// <summary>Indices besides the key.</summary>
    public IReadOnlyList<DatabaseIndex> Indices { get; init; } = [];
}
