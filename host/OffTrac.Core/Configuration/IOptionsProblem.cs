namespace OffTrac.Core.Configuration;

/// <summary>What every options monitor can say whatever its record.</summary>
public interface IOptionsProblem
{
    /// <summary>Why the record could not be bound, in one line; null when it could.</summary>
    string? Problem { get; }
}
