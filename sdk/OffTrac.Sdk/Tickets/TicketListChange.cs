namespace OffTrac.Sdk.Tickets;

/// <summary>What a batch does to a field that holds a list of words.</summary>
public sealed record TicketListChange
{
    /// <summary>Name of the field.</summary>
    public required string Field { get; init; }

    /// <summary>What is done.</summary>
    public TicketListMode Mode { get; init; }

    /// <summary>The words to set or add, or, with <see cref="TicketListMode.Remove"/>, to remove; separated by commas, semicolons or blanks.</summary>
    public string Words { get; init; } = "";

    /// <summary>With <see cref="TicketListMode.AddAndRemove"/> the words to remove.</summary>
    public string RemovedWords { get; init; } = "";
}
