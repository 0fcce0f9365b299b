namespace OffTrac.Sdk.Queries;

/// <summary>What a clause says of one field.</summary>
public sealed record TicketQueryFilter
{
    /// <summary>Name of the field, or <c>id</c>.</summary>
    public required string Field { get; init; }

    /// <summary>
    /// Values, each with its operator before it as in an address: none for equal, <c>~</c> contains, <c>^</c> begins with, <c>$</c> ends
    /// with, each after <c>!</c> for not. The operator of the first counts for all. At least one.
    /// </summary>
    public required IReadOnlyList<string> Values { get; init; }
}
