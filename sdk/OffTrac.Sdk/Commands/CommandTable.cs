namespace OffTrac.Sdk.Commands;

/// <summary>Rows under named columns.</summary>
public sealed record CommandTable
{
    /// <summary>Names of the columns: members of the JSON objects, and with a capital letter the headings.</summary>
    public required IReadOnlyList<string> Columns { get; init; }

    /// <summary>
    /// The rows, each with one value a column: text, a number, a boolean, a <see cref="DateTimeOffset"/>, a list of text, or null.
    /// </summary>
    public required IReadOnlyList<IReadOnlyList<object?>> Rows { get; init; }
}
