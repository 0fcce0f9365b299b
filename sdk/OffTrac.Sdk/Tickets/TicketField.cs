namespace OffTrac.Sdk.Tickets;

/// <summary>A field that tickets of an environment have.</summary>
public sealed record TicketField
{
    /// <summary>Name in lower case.</summary>
    public required string Name { get; init; }

    /// <summary>What it holds.</summary>
    public TicketFieldType Type { get; init; }

    /// <summary>Label for people, untranslated.</summary>
    public string Label { get; init; } = "";

    /// <summary>True for a field of <c>[ticket-custom]</c>.</summary>
    public bool IsCustom { get; init; }

    /// <summary>Allowed values of a select or radio field; empty for the other types.</summary>
    public IReadOnlyList<string> Options { get; init; } = [];

    /// <summary>Whether a select or radio field may be empty.</summary>
    public bool IsOptional { get; init; }

    /// <summary>Value for new tickets, of a time field as the ini has it, such as <c>now</c>; null for none. Status and resolution start without.</summary>
    public string? Default { get; init; }

    /// <summary><c>plain</c>, <c>wiki</c>, <c>reference</c>, <c>list</c>; of times <c>relative</c>, <c>date</c>, <c>datetime</c>; null for none.</summary>
    public string? Format { get; init; }

    /// <summary>Sorting number of a custom field.</summary>
    public int Order { get; init; }

    /// <summary>Most characters allowed; 0 for no limit.</summary>
    public int MaxSize { get; init; }

    /// <summary>Lines of a textarea; 0 when not set.</summary>
    public int Rows { get; init; }

    /// <summary>Query that the field's values link to; null for the usual one.</summary>
    public string? TicketLinkQuery { get; init; }
}
