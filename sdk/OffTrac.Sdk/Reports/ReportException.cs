namespace OffTrac.Sdk.Reports;

/// <summary>A report can't be run.</summary>
public sealed class ReportException : TracException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">One line for the person who asked.</param>
    /// <param name="innerException">The cause, or null.</param>
    public ReportException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    /// <summary>The statement that failed, for those who may see it; null when none was run.</summary>
    public string? Sql { get; init; }
}
