namespace OffTrac.Core.Storage;

/// <summary>Every write scope of <c>Database</c> has it: what is to happen when, and only when, the outermost transaction is committed.</summary>
public interface ICommitHooks
{
    /// <summary>Runs after the commit, in the order of registration, before <c>CommitAsync</c> returns.</summary>
    void AfterCommit(Func<CancellationToken, ValueTask> action);

    /// <summary>Runs when the scope ends without a commit, for files that were written beside the rows.</summary>
    void AfterRollback(Func<ValueTask> action);
}
