namespace OffTrac.Sdk.Queries;

/// <summary>A query can't be read or run.</summary>
public sealed class TicketQueryException : TracException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="problem">What is wrong.</param>
    /// <param name="message">One line, worded as Trac words it.</param>
    /// <param name="innerException">The cause, or null.</param>
    public TicketQueryException(TicketQueryProblem problem, string message, Exception? innerException = null)
        : base(message, innerException) => Problem = problem;

    /// <summary>What is wrong.</summary>
    public TicketQueryProblem Problem { get; }

    /// <summary>A line for each unusable value of a <see cref="TicketQueryProblem.Value"/>; empty otherwise.</summary>
    public IReadOnlyList<string> Errors { get; init; } = [];
}
