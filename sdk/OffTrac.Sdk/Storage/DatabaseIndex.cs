namespace OffTrac.Sdk.Storage;

/// <summary>An index of a table; its name is made from the table's and the columns'.</summary>
public sealed record DatabaseIndex
{
    /// <summary>Columns in order.</summary>
    public required IReadOnlyList<string> Columns { get; init; }

    /// <summary>True when no two rows may have the same values.</summary>
    public bool Unique { get; init; }
}
