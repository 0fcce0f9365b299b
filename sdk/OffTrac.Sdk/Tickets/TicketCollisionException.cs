namespace OffTrac.Sdk.Tickets;

/// <summary>Somebody else changed the ticket since it was looked at; nothing was written.</summary>
public sealed class TicketCollisionException : TracException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="id">The ticket's number.</param>
    public TicketCollisionException(int id)
        : base($"Ticket #{id} can't be saved: it has been modified by someone else since you started.")
    {
        Id = id;
    }

    /// <summary>The ticket's number.</summary>
    public int Id { get; }
}
