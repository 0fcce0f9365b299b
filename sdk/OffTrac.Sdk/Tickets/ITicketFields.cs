namespace OffTrac.Sdk.Tickets;

/// <summary>The fields of an environment's tickets. Stands for Trac's <c>TicketSystem.get_ticket_fields</c>.</summary>
public interface ITicketFields
{
    /// <summary>
    /// All fields in Trac's order: a select field without options is left out. Cached until enums, components, versions, milestones
    /// or the ini change, by whatever program.
    /// </summary>
    /// <param name="cancellation">Ends the wait.</param>
    ValueTask<IReadOnlyList<TicketField>> GetFieldsAsync(CancellationToken cancellation);

    /// <summary>The time that the stored text of a custom time field means; null when it is empty or unreadable, as Trac takes it.</summary>
    /// <param name="text">Microseconds as digits, or a date as old plugins stored them.</param>
    DateTimeOffset? ReadTime(string? text);
}
