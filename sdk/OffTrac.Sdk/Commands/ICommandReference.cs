namespace OffTrac.Sdk.Commands;

/// <summary>The commands of <c>offtrac</c>, to be documented: its own, and those of an environment's components.</summary>
public interface ICommandReference
{
    /// <summary>The commands in the order of their words.</summary>
    /// <param name="cancellation">Ends the wait.</param>
    ValueTask<IReadOnlyList<Command>> ListAsync(CancellationToken cancellation);
}
