namespace OffTrac.Sdk.Storage;

/// <summary>One column.</summary>
/// <param name="name">Name, without quotes.</param>
/// <param name="type">What it holds.</param>
public sealed class DatabaseColumn(string name, ColumnType type = ColumnType.Text)
{
    /// <summary>Name, without quotes.</summary>
    public string Name { get; } = name;

    /// <summary>What it holds.</summary>
    public ColumnType Type { get; } = type;
}
