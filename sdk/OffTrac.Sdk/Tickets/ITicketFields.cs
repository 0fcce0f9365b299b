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
}
